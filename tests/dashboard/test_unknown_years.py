"""The warning of November: a year whose make-up days nobody knows, told once to every administrator."""

import pytest
import time_machine
from django.utils import translation

from campus_safety.accounts.models import User
from campus_safety.dashboard.actions import warn_of_unknown_years
from campus_safety.dashboard.notice_kinds import UNKNOWN_YEAR
from campus_safety.dashboard.tasks import warn_of_unknown_years as task
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from tests.cast import Cast
from tests.factories import at, make_user
from tests.factories.calendars import make_known_year

NOVEMBER = at("2026-11-01 00:10")


@pytest.mark.parametrize(
    ("moment", "years"),
    [
        ("2026-10-31 23:59", []),
        ("2026-11-01 00:00", [2027]),
        ("2026-12-31 23:59", [2027]),
        ("2027-01-01 00:00", [2027]),  # it began, and nobody knows it yet
        ("2027-11-01 00:00", [2027, 2028]),
    ],
)
def test_a_year_is_warned_of_from_november_before(cast: Cast, moment: str, years: list[int]) -> None:
    warn_of_unknown_years(at=at(moment))

    assert [notice.data["year"] for notice in Notice.objects.order_by("key")] == years


def test_every_active_administrator_is_told_and_nobody_else(cast: Cast) -> None:
    second = make_user("admin2", User.Role.ADMINISTRATOR)
    make_user("admin3", User.Role.ADMINISTRATOR, is_active=False)

    written = warn_of_unknown_years(at=NOVEMBER)

    told = Notice.objects.order_by("recipient").values_list("recipient", "kind", "url")
    assert written == 2
    assert list(told) == [(pk, UNKNOWN_YEAR, "/calendar/") for pk in sorted([cast.administrator.pk, second.pk])]


def test_nobody_is_told_twice_of_one_year(cast: Cast) -> None:
    warn_of_unknown_years(at=NOVEMBER)

    assert warn_of_unknown_years(at=at("2026-11-02 00:10")) == 0
    assert Notice.objects.count() == 1


def test_nobody_is_told_of_a_year_that_is_noted_as_known(cast: Cast) -> None:
    make_known_year(cast.administrator, 2027)

    assert warn_of_unknown_years(at=NOVEMBER) == 0


def test_the_task_is_done_once_a_day(cast: Cast) -> None:
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        task()
        Notice.objects.all().delete()
        task()
        same_day = Notice.objects.count()
        clock.move_to(at("2026-11-02 00:10"))
        task()

    assert (same_day, Notice.objects.count()) == (0, 1)


def test_the_notice_names_the_year() -> None:
    with translation.override("en"):
        assert "2027" in kind_of(UNKNOWN_YEAR).say({"year": 2027}).title
