"""The outbox: tried again, given up, dropped, and never lost or doubled by workers that die or meet."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from campus_safety.jobs.waiting import oldest_waiting
from campus_safety.notices import tasks
from campus_safety.notices.actions import deliveries, write_notices
from campus_safety.notices.actions.deliveries import AT_ONCE, DROPPED_AFTER, send_due
from campus_safety.notices.models import ApprovedHost, Delivery, Notice
from tests.cast import Cast
from tests.factories.notices import make_channel, make_delivery, make_draft, make_message
from tests.notices.receivers import Mailbox, Webhook

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def write_one(cast: Cast, webhook: Webhook) -> Delivery:
    """A notice for the officer, who has the webhook as the only channel."""
    make_channel(cast.officer, NOW, "webhook", webhook.url)
    write_notices(drafts=[make_draft(cast.officer)], at=NOW)
    return Delivery.objects.get()


def test_what_fails_is_tried_three_times_with_growing_pauses(cast: Cast, webhook: Webhook) -> None:
    webhook.status = 503
    delivery = write_one(cast, webhook)
    tried = [send_due(at=NOW + minutes * MINUTE) for minutes in (0, 0.9, 1, 5.9, 6, 30, 31, 60)]

    delivery.refresh_from_db()
    assert tried == [1, 0, 1, 0, 1, 0, 0, 0]
    assert (delivery.state, delivery.attempts, delivery.error) == ("failed", 3, "answered:503")
    assert delivery.settled_at == NOW + 6 * MINUTE
    assert len(webhook.bodies) == 3


def test_what_gets_through_at_last_is_sent_and_its_channel_works_again(cast: Cast, webhook: Webhook) -> None:
    webhook.status = 503
    delivery = write_one(cast, webhook)
    send_due(at=NOW)
    delivery.channel.refresh_from_db()
    failing_since = delivery.channel.failing_since
    webhook.status = 200
    send_due(at=NOW + MINUTE)

    delivery.refresh_from_db()
    delivery.channel.refresh_from_db()
    assert failing_since == NOW
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")
    assert (delivery.channel.sent_at, delivery.channel.failing_since) == (NOW + MINUTE, None)


def test_what_cannot_help_itself_is_given_up_at_once(cast: Cast, webhook: Webhook) -> None:
    delivery = write_one(cast, webhook)
    ApprovedHost.objects.all().delete()

    send_due(at=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("failed", 1, "not_approved")


def test_a_test_message_is_tried_once_and_tells_nobody(cast: Cast, webhook: Webhook) -> None:
    webhook.status = 503
    make_delivery(make_channel(cast.officer, NOW, "webhook", webhook.url), NOW)

    send_due(at=NOW)

    assert states() == ["failed"]
    assert not Notice.objects.exists()


def test_the_owner_is_told_once_of_a_failing_channel_and_by_the_others(
    cast: Cast, webhook: Webhook, mailbox: Mailbox
) -> None:
    webhook.status = 404
    broken = make_channel(cast.officer, NOW, "webhook", webhook.url)
    for key in "ab":
        write_notices(drafts=[make_draft(cast.officer, key)], at=NOW)
    mail = make_channel(cast.officer, NOW)
    for minutes in (0, 1, 6):
        send_due(at=NOW + minutes * MINUTE)

    told = Notice.objects.get(kind="notices.channel_failing")
    send_due(at=NOW + 7 * MINUTE)
    assert (told.recipient, told.url) == (cast.officer, broken.get_absolute_url())
    assert [each.channel for each in told.deliveries.all()] == [mail]
    assert len(mailbox.messages) == 1


def test_a_channel_that_fails_again_after_it_worked_is_told_of_again(cast: Cast, webhook: Webhook) -> None:
    make_channel(cast.officer, NOW, "webhook", webhook.url)
    for hour, status in enumerate([404, 200, 404]):
        webhook.status = status
        write_notices(drafts=[make_draft(cast.officer, f"{hour}")], at=NOW + hour * 60 * MINUTE)
        for minutes in (0, 1, 6):
            send_due(at=NOW + (hour * 60 + minutes) * MINUTE)

    assert Notice.objects.filter(kind="notices.channel_failing").count() == 2


def test_what_waited_for_more_than_a_day_is_dropped(cast: Cast, webhook: Webhook) -> None:
    write_one(cast, webhook)

    send_due(at=NOW + DROPPED_AFTER + MINUTE)

    assert states() == ["dropped"]
    assert webhook.bodies == []


@pytest.mark.parametrize("gone", ["channel", "user"])
def test_what_waits_for_nobody_is_dropped(cast: Cast, webhook: Webhook, gone: str) -> None:
    channel = write_one(cast, webhook).channel
    left = channel if gone == "channel" else cast.officer
    left.is_active = False
    left.save()

    send_due(at=NOW)

    assert states() == ["dropped"]
    assert webhook.bodies == []


def test_what_is_not_due_yet_waits(cast: Cast, webhook: Webhook) -> None:
    delivery = write_one(cast, webhook)
    Delivery.objects.update(due_at=NOW + MINUTE)

    assert send_due(at=NOW) == 0
    assert "notices.send_due" in oldest_waiting()
    delivery.refresh_from_db()
    assert delivery.attempts == 0


def test_the_task_works_off_more_than_one_round(cast: Cast, webhook: Webhook) -> None:
    channel = make_channel(cast.officer, NOW, "webhook", webhook.url)
    for number in range(AT_ONCE + 5):
        make_delivery(channel, NOW, notice=make_message(cast.officer, NOW, key=f"{number}"))
    Delivery.objects.update(due_at=datetime.now(UTC))

    tasks.send_due()

    assert set(states()) == {"sent"}
    assert len(webhook.bodies) == AT_ONCE + 5


def test_an_idle_round_asks_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):  # a savepoint, one SELECT, and the savepoint's end
        send_due(at=NOW)


# --- Workers that die or meet ---------------------------------------------------------------------------------------


class Killed(BaseException):
    """The worker ends here, as by kill -9: nothing after this line happens."""


def test_a_message_of_a_worker_killed_before_it_was_marked_goes_out_again(
    cast: Cast, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = write_one(cast, webhook)
    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "settle", _die)
        with pytest.raises(Killed):
            send_due(at=NOW)
    again = [send_due(at=NOW), send_due(at=NOW + MINUTE)]

    delivery.refresh_from_db()
    assert again == [0, 1]
    assert (delivery.state, delivery.attempts) == ("sent", 2)
    assert len(webhook.bodies) == 2


def test_a_message_that_kills_every_worker_is_given_up(
    cast: Cast, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = write_one(cast, webhook)
    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "send_all", _die)
        for minutes in (0, 1, 6):
            with pytest.raises(Killed):
                send_due(at=NOW + minutes * MINUTE)
    send_due(at=NOW + 31 * MINUTE)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("failed", 3, "too_slow")
    assert webhook.bodies == []


def _die(*_arguments: object, **_options: object) -> None:
    raise Killed


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(cast: Cast, webhook: Webhook) -> None:
    channel = make_channel(cast.officer, NOW, "webhook", webhook.url)
    for number in range(30):
        make_delivery(channel, NOW, notice=make_message(cast.officer, NOW, data={"n": number}, key=f"{number}"))
    barrier = threading.Barrier(3)

    def work() -> None:
        try:
            barrier.wait(10)
            while send_due(at=NOW):
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert set(states()) == {"sent"}
    assert sorted(body["title"] for body in webhook.bodies) == sorted(f"巡防点 {number}" for number in range(30))
