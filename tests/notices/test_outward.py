"""No message reaches a private address, however it is written and whenever the name changes."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from campus_safety.notices.failures import Failure, Undelivered
from campus_safety.notices.outward import Place, check_place, connecting_to, is_public
from campus_safety.notices.sending import Message, send_all
from tests.notices.receivers import HERE

PUBLIC = "1.1.1.1"
APPROVED = {("webhook", "hooks.example.org")}
Resolver = Callable[..., list[Any]]


def resolving_to(*addresses: str) -> Resolver:
    """A resolver of names that answers with these addresses: what the outside network would say."""

    def answer(_host: str, port: int, *_more: object, **_options: object) -> list[Any]:
        family = {address: socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses}
        return [(family[address], socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return answer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_that_not_everybody_reaches_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2400:3200::1", "::ffff:1.1.1.1"])
def test_an_address_that_everybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "::1"])
def test_a_private_host_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(Undelivered) as refused:
        check_place(Place(host, 443))

    assert refused.value.failure in {Failure.PRIVATE, Failure.NO_SUCH_HOST}


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to(PUBLIC, "10.0.0.1"))

    with pytest.raises(Undelivered, match=Failure.PRIVATE):
        check_place(Place("hooks.example.org", 443))


def test_a_host_that_the_operator_names_may_be_private_at_its_port_alone(settings: Settings) -> None:
    settings.NOTICES_PRIVATE_HOSTS = ["127.0.0.1:8443", "[::1]:8443"]

    assert check_place(Place("127.0.0.1", 8443)) == {"127.0.0.1"}
    assert check_place(Place("::1", 8443)) == {"::1"}
    with pytest.raises(Undelivered, match=Failure.PRIVATE):
        check_place(Place("127.0.0.1", 443))


@pytest.mark.parametrize("host", ["no-such-name.invalid", "a" * 64 + ".example.org"])
def test_a_name_without_an_address_is_told(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        host.encode("idna")
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    with pytest.raises(Undelivered, match=Failure.NO_SUCH_HOST):
        check_place(Place(host, 443))


def test_a_name_that_turns_private_between_check_and_connection_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first answer of the resolver is public, and every later one this machine."""
    answers = iter([PUBLIC])

    def answer(*asked: Any, **options: Any) -> list[Any]:
        return resolving_to(next(answers, HERE))(*asked, **options)

    with socket.create_server((HERE, 0)) as private:
        monkeypatch.setattr(socket, "getaddrinfo", answer)
        target = f"https://hooks.example.org:{private.getsockname()[1]}/"
        sent = send_all([Message(kind="webhook", target=target, title="t", text="x")], APPROVED)

        private.settimeout(0.2)
        with pytest.raises(TimeoutError):
            private.accept()

    assert sent == [Failure.UNREACHABLE]


def test_only_who_sends_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to(PUBLIC))
    with socket.create_server((HERE, 0)) as private:
        with (
            socket.socket() as watched,
            connecting_to(Place("hooks.example.org", 443)),
            pytest.raises(ConnectionRefusedError),
        ):
            watched.connect(private.getsockname())

        with socket.socket() as other:
            other.connect(private.getsockname())
            assert other.getpeername() == private.getsockname()
