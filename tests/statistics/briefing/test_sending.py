"""The report is sent to those who subscribed: on the first, once, with its PDF, whatever fails."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from pytest_django import Settings

from campus_safety.accounts.models import Unit, User
from campus_safety.jobs.actions import TAKE_OVER_AFTER
from campus_safety.notices.actions.deliveries import send_due
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from campus_safety.notices.words import words_of
from campus_safety.statistics import tasks
from campus_safety.statistics.actions import subscribing
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.subscribing import send_reports, subscribe
from campus_safety.statistics.models import Report, SentBriefing, Subscription
from campus_safety.statistics.periods import Period
from tests.cast import Cast
from tests.factories import at, make_check_in, make_user
from tests.factories.notices import make_channel
from tests.factories.reports import make_signed_report
from tests.notices.receivers import Mailbox, mailbox

__all__ = ["mailbox"]

FIRST = at("2026-11-01 08:00")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(FIRST, tick=False):
        yield


def _subscribe(user: User, unit: Unit, since: str = "2026-10-20 12:00") -> None:
    subscribe(user=user, unit=unit, at=at(since))


def _recipients() -> list[str]:
    return list(Notice.objects.order_by("recipient__username").values_list("recipient__username", flat=True))


def test_a_mail_carries_the_pdf_of_the_month_before(cast: Cast, mailbox: Mailbox, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://portal.example.org"
    make_channel(cast.commander, FIRST, target="commander@example.org")
    make_check_in(cast.officer, cast.point, at("2026-10-12 07:30"))
    _subscribe(cast.commander, cast.station)

    assert send_reports(at=FIRST) == 1
    send_due(at=FIRST)

    [mail] = mailbox.messages
    text, pdf = mail.iter_parts()
    assert "https://portal.example.org/statistics/2026-10/?unit=SPQ" in text.get_content()
    assert pdf.get_content_type() == "application/pdf"
    assert str(pdf.get_filename()).endswith(".pdf")
    assert "石坪桥派出所" in str(pdf.get_filename())
    assert pdf.get_content() == bytes(SentBriefing.objects.get().content)
    assert Report.objects.get(unit=cast.station).figures.get(key="check_ins").value == 1


def test_the_notice_says_whether_it_is_signed(cast: Cast, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    make_signed_report(cast.other_station, "2026-10", by=cast.commander)
    for unit in (cast.station, cast.other_station):
        _subscribe(cast.bureau, unit)

    send_reports(at=FIRST)

    said = [words_of(notice) for notice in Notice.objects.order_by("pk")]
    assert [notice.data["is_signed"] for notice in Notice.objects.order_by("pk")] == [False, True]
    assert said[0].title != said[1].title


def test_it_is_sent_once_a_month_and_the_file_kept_until_the_next(cast: Cast) -> None:
    _subscribe(cast.commander, cast.station)
    _subscribe(cast.bureau, cast.station)
    attach = kind_of("statistics.briefing").attach
    assert attach is not None

    assert [send_reports(at=FIRST), send_reports(at=FIRST)] == [1, 0]
    assert _recipients() == ["bureau", "commander"]
    notice = Notice.objects.all()[0]
    assert attach(notice.data) is not None

    december = at("2026-12-01 08:00")
    with time_machine.travel(december, tick=False):
        assert send_reports(at=december) == 1
    assert Notice.objects.count() == 4
    assert SentBriefing.objects.get().report.period.code == "2026-11"
    assert attach(notice.data) is None  # a mail that waited until then goes without it


def test_only_those_who_may_read_it_and_subscribed_before_the_month_are_sent_it(cast: Cast) -> None:
    _subscribe(cast.commander, cast.station, since="2026-11-01 00:00")
    _subscribe(cast.bureau, cast.other_station)
    _subscribe(make_user(role=User.Role.COMMANDER, unit=cast.squad), cast.station)  # who has moved since
    _subscribe(make_user(role=User.Role.COMMANDER, unit=cast.station, is_active=False), cast.station)

    assert send_reports(at=FIRST) == 2
    assert _recipients() == ["bureau"]


@pytest.mark.parametrize(("moment", "number"), [("2026-11-01 07:59", 0), ("2026-11-02 00:10", 1)])
def test_it_waits_for_the_morning_of_the_first(cast: Cast, moment: str, number: int) -> None:
    _subscribe(cast.commander, cast.station)

    with time_machine.travel(at(moment), tick=False):
        tasks.send_reports()

    assert Notice.objects.count() == number


def test_what_fails_for_one_unit_keeps_no_other_and_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in (cast.station, cast.other_station):
        _subscribe(cast.bureau, unit)

    def broken(*, unit: Unit, period: Period, at: datetime) -> Report:
        if unit == cast.station:
            raise ArithmeticError
        return compile_report(unit=unit, period=period, at=at)

    monkeypatch.setattr(subscribing, "compile_report", broken)
    with pytest.raises(ExceptionGroup):
        send_reports(at=FIRST)
    assert list(SentBriefing.objects.values_list("report__unit__code", flat=True)) == ["OTH"]

    monkeypatch.setattr(subscribing, "compile_report", compile_report)
    later = FIRST + 2 * TAKE_OVER_AFTER
    with time_machine.travel(later, tick=False):
        assert send_reports(at=later) == 1
    assert Notice.objects.count() == 2


def test_a_run_ends_in_time_and_the_next_goes_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _subscribe(cast.commander, cast.station)
    with monkeypatch.context() as hurried:
        hurried.setattr(subscribing, "LONGEST_RUN_S", -1)
        assert send_reports(at=FIRST) == 0

    assert send_reports(at=FIRST) == 1


def test_a_user_who_goes_takes_the_subscription_along(cast: Cast) -> None:
    _subscribe(cast.commander, cast.station)

    cast.commander.delete()

    assert not Subscription.objects.exists()
