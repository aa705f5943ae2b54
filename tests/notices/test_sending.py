"""Messages arrive at a real mail server and at a real webhook; the robots' are only built."""

import logging
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from apprise.plugins.wecombot import NotifyWeComBot
from pytest_django import Settings

from campus_safety.notices import kinds, sending
from campus_safety.notices.actions import write_notices
from campus_safety.notices.actions.deliveries import send_due
from campus_safety.notices.failures import Failure
from campus_safety.notices.kinds import Attachment, NoticeKind, Said
from campus_safety.notices.models import Delivery
from campus_safety.notices.outward import Place
from campus_safety.notices.plugins import ASSET, mail_server, plugin_of
from campus_safety.notices.sending import Message, send_all
from tests.cast import Cast
from tests.factories.notices import make_channel, make_draft
from tests.notices.receivers import HERE, SENDER, Mailbox, Webhook

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"


def message(kind: str, target: str) -> Message:
    return Message(kind=kind, target=target, title="巡防点 1", text="今天 07:30")


def sent_to(webhook: Webhook) -> str:
    return send_all([message("webhook", webhook.url)], {("webhook", HERE)})[0]


def test_a_notice_arrives_by_mail_in_chinese_with_its_link(cast: Cast, mailbox: Mailbox, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://portal.example.org"
    make_channel(cast.officer, NOW, target="officer@example.org")
    write_notices(drafts=[make_draft(cast.officer, url="/patrols/duties/7/")], at=NOW)

    assert send_due(at=NOW) == 1

    [mail] = mailbox.messages
    assert mail["Subject"] == "巡防点 1"
    assert (mail["To"], mail["From"].addresses[0].addr_spec) == ("officer@example.org", SENDER)
    assert mailbox.recipients == [["officer@example.org"]]
    assert mail.get_content_type() == "text/plain"
    lines = mail.get_content().strip().splitlines()
    assert lines[0] == "今天 07:30"
    assert lines[-1].endswith("https://portal.example.org/patrols/duties/7/")
    delivery = Delivery.objects.select_related("channel").get()
    assert (delivery.state, delivery.attempts, delivery.error, delivery.settled_at) == ("sent", 1, "", NOW)
    assert (delivery.channel.sent_at, delivery.channel.failing_since) == (NOW, None)


def test_a_file_goes_along_by_mail_and_by_no_other_channel(cast: Cast, mailbox: Mailbox, webhook: Webhook) -> None:
    file = Attachment("月报.pdf", "application/pdf", b"%PDF-1.4")
    kinds.register(NoticeKind("test.attached", "attached", lambda _data: Said("月报"), attach=lambda _data: file))
    make_channel(cast.officer, NOW)
    make_channel(cast.officer, NOW, "webhook", webhook.url)
    write_notices(drafts=[make_draft(cast.officer, kind="test.attached")], at=NOW)

    send_due(at=NOW)

    [mail], [body] = mailbox.messages, webhook.bodies
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("月报.pdf", "application/pdf")
    assert attached.get_content() == file.content
    assert not body.get("attachments")


def test_a_notice_arrives_at_a_webhook(cast: Cast, webhook: Webhook) -> None:
    make_channel(cast.officer, NOW, "webhook", f"{webhook.url}?token=a%20b")
    write_notices(drafts=[make_draft(cast.officer)], at=NOW)

    send_due(at=NOW)

    [body] = webhook.bodies
    assert body["title"] == "巡防点 1"
    assert body["message"].splitlines()[0] == "今天 07:30"
    assert webhook.paths == ["/hook?token=a%20b"]
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("kind", "target", "address"),
    [
        ("wecom", KEY, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"),
        ("dingtalk", KEY, f"https://oapi.dingtalk.com/robot/send?access_token={KEY}"),
        ("feishu", KEY, f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}/"),
    ],
)
def test_a_robot_is_addressed_at_its_own_host(kind: str, target: str, address: str) -> None:
    plugin: Any
    plugin, place = plugin_of(kind, target)

    assert str(place) == f"{address.split('/')[2]}:443"
    assert plugin.notify_url.format(key=target, token=target) == address
    assert KEY not in plugin.url(privacy=True)
    assert not plugin.redirects
    assert plugin.verify_certificate
    assert plugin.request_timeout == (4, 4)


def test_a_robot_of_dingtalk_may_sign() -> None:
    plugin: Any
    plugin, _place = plugin_of("dingtalk", f"{KEY} SEC{KEY}")

    assert (plugin.token, plugin.secret) == (KEY, f"SEC{KEY}")


def test_what_a_robot_answers_with_an_error_number_is_not_called_sent(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With status 200, as they do; the robot's host is outside, so a receiver of our own answers in its place."""
    robot = NotifyWeComBot(key=KEY, asset=ASSET)
    robot.api_url, robot.request_rate_per_sec = webhook.url, 0
    place = Place(HERE, int(webhook.url.split(":")[2].split("/")[0]))
    monkeypatch.setattr(sending, "plugin_of", lambda _kind, _target: (robot, place))
    outcomes = []
    for webhook.answer in (b'{"errcode": 93000, "errmsg": "invalid webhook url"}', b'{"errcode": 0}', b"not JSON"):
        outcomes += send_all([message("wecom", KEY)], {("wecom", HERE)})

    assert outcomes == ["robot_refused:93000", "", ""]
    assert webhook.bodies[0]["text"]["content"].splitlines() == ["巡防点 1", "今天 07:30"]


def test_a_refusal_is_kept_with_its_status(webhook: Webhook) -> None:
    webhook.status = 404

    assert sent_to(webhook) == "answered:404"


def test_a_redirect_is_not_followed(webhook: Webhook) -> None:
    webhook.status, webhook.headers = 302, {"Location": webhook.url}

    assert sent_to(webhook) == "answered:302"
    assert len(webhook.bodies) == 1


def test_a_host_that_does_not_answer_holds_nobody_up(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "SEND_WITHIN_S", 0.5)
    let_go = Event()
    webhook.before = let_go.wait

    assert sent_to(webhook) == Failure.TOO_SLOW
    let_go.set()


def test_a_certificate_that_nobody_vouches_for_is_refused(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")

    assert sent_to(webhook) == Failure.UNREACHABLE
    assert webhook.bodies == []


def test_a_mail_server_that_refuses_is_told(mailbox: Mailbox) -> None:
    mailbox.answer = "550 no"

    assert send_all([message("mail", "me@example.org")], {("mail", HERE)}) == [Failure.UNREACHABLE]


def test_nothing_goes_to_a_host_that_is_not_approved_for_the_kind(webhook: Webhook) -> None:
    assert send_all([message("webhook", webhook.url)], {("mail", HERE)}) == [Failure.NOT_APPROVED]
    assert webhook.bodies == []


def test_without_a_mail_server_mail_is_off(settings: Settings) -> None:
    settings.NOTICES_MAIL_URL = ""

    assert send_all([message("mail", "me@example.org")], set()) == [Failure.MAIL_IS_OFF]


def test_the_mail_server_is_the_one_of_the_setting(settings: Settings) -> None:
    settings.NOTICES_MAIL_URL = "mailtos://user:pass@example.org?smtp=relay.example.org&from=portal@example.org"

    assert mail_server() == Place("relay.example.org", 587)


def test_no_target_reaches_the_log(webhook: Webhook, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    webhook.status = 500

    sent_to(webhook)
    send_all([message("wecom", "no key!")], set())

    assert "/hook" not in caplog.text
    assert "no key!" not in caplog.text
