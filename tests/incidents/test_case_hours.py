"""Hours add up for each case and for each month, and what serves several cases counts once in the month."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from campus_safety.statistics.periods import month_of
from incidents.actions import log_action
from incidents.case_hours import KindHours, action_totals, hours_of
from incidents.models import CaseAction
from incidents.sections.work import work_section
from incidents.states import CaseState
from tests.cast import Cast
from tests.factories import at
from tests.factories.cases import an_action, make_action, make_case

Kind = CaseAction.Kind
LONG_AGO = at("2018-02-28 12:00")
MAY = at("2018-05-02 12:00")
APRIL = month_of(date(2018, 4, 1))


def test_hours_of_the_story(cast: Cast) -> None:
    phone, cash = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=LONG_AGO) for _each in range(2))
    untouched = make_case(cast.officer, cast.school, at=LONG_AGO)
    for hours in ("20", "20.1", "0.2"):
        begun, ended = at("2018-04-18 12:00"), at("2018-04-20 12:00")
        make_action(cast.officer, phone, cash, started_at=begun, at=ended, hours=Decimal(hours))
    make_action(cast.officer, cash, kind=Kind.ARREST, at=at("2018-04-21 12:00"), hours=Decimal(1))

    video = KindHours(Kind.VIDEO_REVIEW, 3, Decimal("40.3"))
    assert hours_of([phone, cash, untouched]) == {
        phone.pk: [video],
        cash.pk: [video, KindHours(Kind.ARREST, 1, Decimal("1.0"))],
        untouched.pk: [],
    }
    assert action_totals(CaseAction.objects.all()) == {
        "actions": 4, "all_hours": Decimal("41.3"), "video_hours": Decimal("40.3"), "stakeout_hours": Decimal("0.0"),
    }  # fmt: skip


def test_nothing_adds_up_to_nothing(cast: Cast) -> None:
    totals = action_totals(CaseAction.objects.none())
    none = Decimal(0)
    assert (CaseAction.objects.hours(), totals["all_hours"], totals["actions"]) == (none, none, 0)


def test_a_month_has_what_began_in_it(cast: Cast) -> None:
    first, second = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=LONG_AGO) for _each in range(2))
    for begun, kind, hours in (
        ("2018-03-31 23:59", Kind.STAKEOUT, "1"),
        ("2018-04-01 00:00", Kind.STAKEOUT, "1.1"),
        ("2018-04-30 23:59", Kind.STAKEOUT, "1.2"),
        ("2018-04-30 23:59", Kind.VIDEO_REVIEW, "1.3"),
        ("2018-05-01 00:00", Kind.STAKEOUT, "1.4"),
    ):
        made = an_action(first, MAY, kind=kind, started_at=at(begun), hours=Decimal(hours))
        log_action(by=cast.officer, action=made, cases=[first, second], officers=[cast.officer])

    april = CaseAction.objects.of_units([cast.station.pk], APRIL)

    assert april.of_kind(Kind.STAKEOUT).hours() == Decimal("2.3")
    assert april.hours() == Decimal("3.6")
    assert CaseAction.objects.of_units([cast.other_station.pk], APRIL).hours() == 0


def test_a_case_shows_its_latest_actions_in_three_queries(cast: Cast) -> None:
    case, other = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=LONG_AGO) for _each in range(2))
    for _number in range(21):
        make_action(cast.officer, case, other, officers=[cast.officer, cast.colleague])
    alone = make_action(cast.officer, case)

    with CaptureQueriesContext(connection) as queries:
        section = work_section(case, cast.officer)
        names = [[officer.name for officer in action.officers.all()] for action in section["actions"]]

    assert len(queries) == 3
    assert (section["number"], section["hours"], len(names)) == (22, Decimal("33.0"), 20)
    assert [action.other_cases for action in section["actions"][:2]] == [0, 1]
    assert section["actions"][0] == alone


def test_a_closed_case_takes_no_more_actions(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.CLOSED)
    section = work_section(case, cast.officer)
    assert (section["may_add"], section["actions"], section["hours"]) == (False, [], 0)
