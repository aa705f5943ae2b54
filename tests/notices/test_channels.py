"""Channels: added, tested, taken out of use and removed by their owner, and by nobody else; never shown in full."""

import socket
from datetime import UTC, datetime, time
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.db import connection
from pytest_django import Settings

from campus_safety.notices.actions.channels import MOST_CHANNELS
from campus_safety.notices.actions.deliveries import send_due
from campus_safety.notices.models import Channel, Delivery, QuietHours
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.notices import (
    make_approved_host,
    make_channel,
    make_delivery,
    make_message,
    make_quiet_hours,
)
from tests.notices.receivers import Mailbox, Webhook
from tests.notices.test_outward import resolving_to

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
CHANNELS = "/notices/channels/"
KEY = "0123456789abcdef0123"
HOOK = "https://hooks.example.org/a?key=secret"


@pytest.fixture
def hooks(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An approved host outside."""
    make_approved_host("webhook", "hooks.example.org", NOW)
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to("1.1.1.1"))


def add(cast: Cast, kind: str, target: str) -> Any:
    return signed_in(cast.officer).post(f"{CHANNELS}new/{kind}/", {"target": target})


def test_a_channel_is_added(cast: Cast, hooks: None) -> None:
    answer = add(cast, "webhook", HOOK)

    channel = Channel.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{CHANNELS}{channel.pk}/")
    assert (channel.user, channel.kind, channel.target, channel.is_active) == (cast.officer, "webhook", HOOK, True)


def test_a_target_is_encrypted_and_neither_shown_nor_on_the_trail(cast: Cast, hooks: None) -> None:
    add(cast, "webhook", HOOK)
    channel = Channel.objects.get()
    client = signed_in(cast.officer)
    pages = [client.get(f"{CHANNELS}{path}").content.decode() for path in ("", f"{channel.pk}/", f"{channel.pk}/edit/")]
    client.post(f"{CHANNELS}{channel.pk}/edit/", {"target": f"{HOOK}2"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT target FROM notices_channel")
        [(stored,)] = cursor.fetchall()
    trail = str(list(LogEntry.objects.values_list("changes", "object_repr")))
    assert "secret" not in f"{pages} {stored} {trail}"
    assert all("https://hooks.example.org/•••" in page for page in pages)
    assert "'target'" in trail


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("webhook", "http://hooks.example.org/"),
        ("webhook", "https://other.example.org/"),
        ("wecom", KEY),
        ("wecom", "nothing"),
        ("mail", "me@example.org"),
        ("mail", ""),
    ],
)
def test_a_target_that_cannot_be_used_is_named_by_its_field(cast: Cast, hooks: None, kind: str, target: str) -> None:
    answer = add(cast, kind, target)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["target"])
    assert not Channel.objects.exists()


def test_a_host_that_turns_private_is_refused_when_it_is_entered(
    cast: Cast, hooks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to("1.1.1.1", "10.0.0.1"))

    assert add(cast, "webhook", HOOK).status_code == 400


def test_a_host_that_turns_private_later_is_sent_nothing(
    cast: Cast, hooks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(cast, "webhook", HOOK)
    delivery = make_delivery(Channel.objects.get(), NOW)
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to("10.0.0.1"))

    send_due(at=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("failed", "private")


def test_a_robot_s_channel_needs_its_host_approved(cast: Cast) -> None:
    make_approved_host("wecom", "qyapi.weixin.qq.com", NOW)

    assert add(cast, "wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}").status_code == 302
    assert Channel.objects.get().target == KEY


def test_mail_needs_a_server(cast: Cast, settings: Settings, mailbox: Mailbox) -> None:
    with_server = add(cast, "mail", "me@example.org").status_code
    settings.NOTICES_MAIL_URL = ""

    assert (with_server, add(cast, "mail", "me@example.org").status_code) == (302, 400)


def test_the_eleventh_channel_is_refused(cast: Cast, hooks: None) -> None:
    for _number in range(MOST_CHANNELS):
        make_channel(cast.officer, NOW)

    assert add(cast, "webhook", HOOK).status_code == 400
    assert Channel.objects.count() == MOST_CHANNELS


def test_an_unknown_kind_is_not_found(cast: Cast) -> None:
    assert signed_in(cast.officer).get(f"{CHANNELS}new/fax/").status_code == 404


def test_the_page_says_what_keeps_a_kind_from_being_used(cast: Cast, mailbox: Mailbox) -> None:
    kinds = signed_in(cast.officer).get(CHANNELS).context["kinds"]

    assert {kind: obstacle for kind, _label, obstacle in kinds} == {
        "mail": None, "wecom": "not_approved", "dingtalk": "not_approved", "feishu": "not_approved",
        "webhook": "not_approved",
    }  # fmt: skip


def test_a_test_message_arrives_in_quiet_hours_too_and_the_page_shows_how_it_went(cast: Cast, mailbox: Mailbox) -> None:
    make_quiet_hours(cast.officer, time(0), time(23, 59))
    page = f"{CHANNELS}{make_channel(cast.officer, NOW).pk}/"
    client = signed_in(cast.officer)
    waiting = client.post(f"{page}test/", follow=True)
    client.post(f"{page}test/")
    send_due(at=Delivery.objects.get().due_at)
    done = client.get(page)

    assert waiting.context["is_testing"]
    assert 'hx-trigger="every 3s"' in waiting.content.decode()
    assert not done.context["is_testing"]
    assert "hx-trigger" not in done.content.decode()
    assert len(mailbox.messages) == 1
    assert [delivery.state for delivery, _title in done.context["deliveries"]] == ["sent"]


def test_the_page_says_in_words_why_a_message_failed(cast: Cast, webhook: Webhook) -> None:
    webhook.status = 404
    channel = make_channel(cast.officer, NOW, "webhook", webhook.url)
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    client.post(f"{CHANNELS}{channel.pk}/test/")
    send_due(at=Delivery.objects.get().due_at)

    assert "The host refused the message (404)." in client.get(f"{CHANNELS}{channel.pk}/").content.decode()
    [(listed, error)] = client.get(CHANNELS).context["channels"]
    assert listed.failing_since is not None
    assert error == "The host refused the message (404)."


def test_a_channel_is_taken_out_of_use_and_used_again(cast: Cast) -> None:
    channel = make_channel(cast.officer, NOW)
    client = signed_in(cast.officer)
    states = []
    for _step in range(2):
        client.post(f"{CHANNELS}{channel.pk}/use/")
        channel.refresh_from_db()
        states.append(channel.is_active)

    assert states == [False, True]


def test_a_channel_is_removed_after_it_was_asked_about(cast: Cast) -> None:
    channel = make_channel(cast.officer, NOW)
    notice = make_message(cast.officer, NOW)
    make_delivery(channel, NOW, notice=notice)
    client = signed_in(cast.officer)
    asked = client.get(f"{CHANNELS}{channel.pk}/remove/")
    client.post(f"{CHANNELS}{channel.pk}/remove/")

    assert asked.status_code == 200
    assert not Channel.objects.exists()
    notice.refresh_from_db()
    assert LogEntry.objects.filter(action=LogEntry.Action.DELETE, actor=cast.officer).count() == 1


@pytest.mark.parametrize("path", ["", "edit/", "use/", "test/", "remove/"])
def test_somebody_else_s_channel_is_not_found(cast: Cast, path: str) -> None:
    channel = make_channel(cast.officer, NOW)
    client = signed_in(cast.administrator)

    assert {client.get(f"{CHANNELS}{channel.pk}/{path}").status_code} <= {404, 405}
    assert client.post(f"{CHANNELS}{channel.pk}/{path}", {"target": "x@example.org"}).status_code in {404, 405}
    channel.refresh_from_db()
    assert (channel.target, channel.is_active) == ("me@example.org", True)


def test_the_page_of_channels_asks_as_many_queries_at_1_row_as_at_9(cast: Cast) -> None:
    client = signed_in(cast.officer)
    make_delivery(make_channel(cast.officer, NOW, failing_since=NOW), NOW, error="private")
    one = counted(client, CHANNELS)
    for _number in range(8):
        make_delivery(make_channel(cast.officer, NOW, failing_since=NOW), NOW, error="private")

    assert counted(client, CHANNELS) == one <= 8


def test_the_page_of_a_channel_asks_as_many_queries_at_1_row_as_at_20(cast: Cast) -> None:
    client = signed_in(cast.officer)
    channel = make_channel(cast.officer, NOW)
    make_delivery(channel, NOW, notice=make_message(cast.officer, NOW))
    one = counted(client, f"{CHANNELS}{channel.pk}/")
    for _number in range(19):
        make_delivery(channel, NOW, notice=make_message(cast.officer, NOW))

    assert counted(client, f"{CHANNELS}{channel.pk}/") == one <= 6


# --- Quiet hours ----------------------------------------------------------------------------------------------------


def quiet(cast: Cast, starts: str, ends: str, urgent: str = "on") -> Any:
    body = {"starts_at": starts, "ends_at": ends} | ({"lets_urgent_through": urgent} if urgent else {})
    return signed_in(cast.officer).post(CHANNELS, body)


def test_quiet_hours_are_set_changed_and_ended(cast: Cast) -> None:
    quiet(cast, "22:00", "06:30")
    first = QuietHours.objects.values_list("starts_at", "ends_at", "lets_urgent_through").get()
    quiet(cast, "23:00", "06:00", "")
    second = QuietHours.objects.values_list("starts_at", "ends_at", "lets_urgent_through").get()
    answer = quiet(cast, "", "")

    assert first == (time(22), time(6, 30), True)
    assert second == (time(23), time(6), False)
    assert answer.status_code == 302
    assert not QuietHours.objects.exists()
    assert LogEntry.objects.filter(actor=cast.officer).count() == 3


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        ("22:00", "", "ends_at"),
        ("", "6:00", "starts_at"),
        ("22:00", "22:00", "ends_at"),
        ("25:00", "6:00", "starts_at"),
    ],
)
def test_wrong_quiet_hours_are_named_by_their_field(cast: Cast, starts: str, ends: str, field: str) -> None:
    answer = quiet(cast, starts, ends)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert not QuietHours.objects.exists()
