"""A day at the points by a clock of its own: a Saturday that a holiday has made a working day (调休).

Only the clock is not real: the worker's tasks make the duties, climb the ladder and send the messages, over a real mail
server and to a real webhook; people check in and take note as they do.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone, translation

from campus_safety.accounts.models import User
from campus_safety.notices.models import Delivery, Notice
from campus_safety.notices.tasks import send_due
from campus_safety.notices.words import words_of
from patrols.actions import record_check_in
from patrols.models import Duty, DutyWindow
from patrols.tasks import make_duties_ahead, take_steps
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_outing, make_point, make_window, uuid_number
from tests.factories.ladder import name_substitute
from tests.factories.notices import make_channel
from tests.factories.roster import make_entry
from tests.notices.receivers import Mailbox, Webhook, certificate, mailbox, webhook
from tests.patrols.claims import claim

__all__ = ["certificate", "mailbox", "webhook"]

SATURDAY = date(2026, 10, 10)
ACKNOWLEDGE = "/patrols/duties/acknowledge/?on=2026-10-10"
CODES = ("SPQ-01", "SPQ-02", "SPQ-03")


class Day:
    """The clock, and the worker that is nudged every minute."""

    def __init__(self, clock: time_machine.Traveller, mailbox: Mailbox, webhook: Webhook) -> None:
        self._clock, self._mailbox, self._webhook = clock, mailbox, webhook

    def goes_on_until(self, hour_and_minute: str) -> None:
        """Every minute the worker takes the steps that are due and sends what waits."""
        end = at(f"{SATURDAY} {hour_and_minute}")
        moment = timezone.now()
        while moment < end:
            moment += timedelta(minutes=1)
            self._clock.move_to(moment)
            take_steps()
            send_due()

    def mail(self) -> list[tuple[str, str]]:
        """Who got which mail."""
        recipients = [people[0].partition("@")[0] for people in self._mailbox.recipients]
        return list(zip(recipients, [str(mail["Subject"]) for mail in self._mailbox.messages], strict=True))


@pytest.fixture
def windows(cast: Cast) -> list[DutyWindow]:
    """Three points with a window on school days, 07:30 to 08:10."""
    points = [cast.point, *(make_point(cast.station, code, schools=[cast.school]) for code in CODES[1:])]
    return [make_window(point, time(7, 30), time(8, 10), weekdays="12345") for point in points]


@pytest.fixture
def day(cast: Cast, windows: list[DutyWindow], mailbox: Mailbox, webhook: Webhook) -> Iterator[Day]:
    """The night before, when the duties are made; then seven in the morning."""
    night = at(f"{SATURDAY} 00:10")
    for user in (cast.officer, cast.colleague):
        make_channel(user, night, target=f"{user.username}@example.org")
    make_channel(cast.commander, night, "webhook", webhook.url)
    for window in windows:
        make_entry(window, SATURDAY, cast.officer)
    name_substitute(cast.colleague, SATURDAY)
    with time_machine.travel(night, tick=False) as clock:
        make_duties_ahead()
        clock.move_to(at(f"{SATURDAY} 07:00"))
        yield Day(clock, mailbox, webhook)


def check_in(by: User, code: str, number: int) -> None:
    """Somebody checks in at a point, now."""
    now = timezone.now()
    record_check_in(by=by, claim=claim(uuid=uuid_number(number), point=code, captured_at=now, sent_at=now))


def title_of(recipient: User, kind: str, number: int) -> str:
    """The title of somebody's only notice of a kind, which is of so many duties, as messages to the outside have it."""
    notice = Notice.objects.get(recipient=recipient, kind=kind, data__number=number)
    with translation.override(settings.LANGUAGE_CODE):
        return words_of(notice).title


def states() -> dict[str, str]:
    """What became of the day's duties."""
    return dict(Duty.objects.filter(on=SATURDAY).values_list("point__code", "state"))


def test_the_week_has_duties_on_its_saturday_and_none_in_the_holiday(windows: list[DutyWindow]) -> None:
    with time_machine.travel(at("2026-10-05 00:10"), tick=False):
        make_duties_ahead()

    days = set(Duty.objects.filter(on__lte=date(2026, 10, 13)).values_list("on", flat=True))
    assert days == {date(2026, 10, day) for day in (8, 9, 10, 12, 13)}  # not on Wednesday the 7th, nor on the Sunday


def test_a_day_from_the_reminder_to_the_last_word(cast: Cast, day: Day, webhook: Webhook) -> None:
    day.goes_on_until("07:14")
    assert (day.mail(), webhook.bodies) == ([], [])

    day.goes_on_until("07:45")
    assert day.mail() == [("officer", title_of(cast.officer, "patrols.reminder", 3))]

    make_outing(cast.officer, started_at=timezone.now())
    check_in(cast.officer, CODES[0], 1)
    assert states() == {CODES[0]: "done", CODES[1]: "open", CODES[2]: "open"}

    day.goes_on_until("08:09")
    assert day.mail()[1:] == [("officer", title_of(cast.officer, "patrols.warning", 2))]
    assert webhook.bodies == []

    day.goes_on_until("08:20")
    assert states() == {CODES[0]: "done", CODES[1]: "missed", CODES[2]: "missed"}
    assert day.mail()[2:] == [("colleague", title_of(cast.colleague, "patrols.hand_over", 2))]
    assert [body["title"] for body in webhook.bodies] == [title_of(cast.commander, "patrols.missed", 2)]
    assert Duty.objects.filter(handed_to=cast.colleague, handed_over_at=at(f"{SATURDAY} 08:10")).count() == 2

    check_in(cast.colleague, CODES[1], 2)
    assert states() == {CODES[0]: "done", CODES[1]: "late", CODES[2]: "missed"}

    day.goes_on_until("09:00")
    left = Duty.objects.get(on=SATURDAY, state="missed")
    form = {"duties": [left.pk], "comment": "备勤途中处警，已派人补巡"}
    assert signed_in(cast.commander).post(ACKNOWLEDGE, form).status_code == 302

    left.refresh_from_db()
    assert (left.acknowledged_by, left.acknowledged_at) == (cast.commander, at(f"{SATURDAY} 09:00"))
    assert (left.reminded_at, left.warned_at, left.closed_at) == tuple(
        at(f"{SATURDAY} {clock}") for clock in ("07:15", "08:00", "08:10")
    )
    told = Notice.objects.order_by("pk").values_list("recipient__username", "kind")
    assert list(told) == [
        ("officer", "patrols.reminder"),
        ("officer", "patrols.warning"),
        ("colleague", "patrols.hand_over"),
        ("commander", "patrols.missed"),
    ]
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert (len(day.mail()), len(webhook.bodies)) == (3, 1)


def test_a_day_on_which_everybody_comes_is_quiet(cast: Cast, day: Day, webhook: Webhook) -> None:
    day.goes_on_until("07:40")
    make_outing(cast.officer, started_at=timezone.now())
    for number, code in enumerate(CODES, 1):
        check_in(cast.officer, code, number)
    day.goes_on_until("08:20")

    assert set(states().values()) == {"done"}
    assert [recipient for recipient, _subject in day.mail()] == ["officer"]
    assert webhook.bodies == []
    assert Duty.objects.filter(on=SATURDAY, closed_at=at(f"{SATURDAY} 08:10"), next_step_at=None).count() == 3
