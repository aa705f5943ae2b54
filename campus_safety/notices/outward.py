"""Where the portal's machine may connect to when it sends messages: to no private address (docs/adr/0024).

A user names the host, and a name can point anywhere, also to what only this machine sees. So every address of the name
must be public, before a channel is saved and before each message; and since a name can change its address between a
check and the connection, each connection of a sending thread is checked once more as it is made.
"""

import functools
import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.conf import settings

from campus_safety.notices.failures import Failure, Undelivered

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Place(NamedTuple):
    """A host, by name or address, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_named_by_operator(self) -> bool:
        """Whether NOTICES_PRIVATE_HOSTS names it: then its addresses may be private."""
        return str(self) in settings.NOTICES_PRIVATE_HOSTS


def is_named_by_operator(host: str) -> bool:
    """Whether NOTICES_PRIVATE_HOSTS names the host, with any port."""
    return any(named.rpartition(":")[0].strip("[]") == host for named in settings.NOTICES_PRIVATE_HOSTS)


def is_public(text: str) -> bool:
    """Whether an address, written as the system writes it, is one that everybody reaches."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address.sixtofour is not None or address.is_site_local:  # may hide a private address in a public one
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def check_place(place: Place) -> frozenset[str]:
    """The addresses that a place has now.

    Raises Undelivered if it has none, or if one of them is private and the operator has not named the place.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # UnicodeError: a label that is too long for a name
        raise Undelivered(Failure.NO_SUCH_HOST) from error
    addresses = frozenset(str(address[0]) for *_rest, address in found)
    if not place.is_named_by_operator and not all(map(is_public, addresses)):
        raise Undelivered(Failure.PRIVATE)
    return addresses


# What a thread that is sending may connect to besides public addresses; None in every other thread.
_exempt: ContextVar[frozenset[tuple[str, int]] | None] = ContextVar("notices_exempt", default=None)


@contextmanager
def connecting_to(place: Place) -> Iterator[None]:
    """Within the block this thread connects to `place` and to public addresses, and to nothing else.

    Raises Undelivered as `check_place` does.
    """
    addresses = check_place(place)
    exempt = addresses if place.is_named_by_operator else frozenset()
    _watch_connections()
    token = _exempt.set(frozenset((address, place.port) for address in exempt))
    try:
        yield
    finally:
        _exempt.reset(token)


@functools.cache
def _watch_connections() -> None:
    """Once a process: have Python ask before it connects. Neither `requests` nor `smtplib` lets an address be fixed."""
    sys.addaudithook(_refuse_private)


def _refuse_private(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect" or (exempt := _exempt.get()) is None:
        return
    address = arguments[1]
    is_internet = isinstance(address, tuple)  # and not a socket file of this machine
    if not is_internet or (address[:2] not in exempt and not is_public(address[0])):
        raise ConnectionRefusedError
