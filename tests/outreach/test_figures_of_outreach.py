"""What the work with schools counts each month, against a count in plain Python; and that a write makes it stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import Unit
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from outreach.actions.activity_steps import cancel_activity
from outreach.actions.opinions import answer_opinion, reopen_opinion
from outreach.models import Activity, ActivitySchool, Dispute, EventCover, Opinion
from outreach.states.activities import TOOK_PLACE, ActivityState
from outreach.states.opinions import DISPUTE_ENDED, DisputeState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_school
from tests.factories.activities import make_activity
from tests.factories.covers import make_cover, start_outing_of
from tests.factories.feedback import form_of, make_answers, make_round
from tests.factories.opinions import make_dispute, make_opinion

OCTOBER = month_named("2026-10")
LATER = at("2026-12-31 12:00")
MINUTES = 35 * 24 * 60
FIRST = datetime(2026, 9, 29, tzinfo=ZoneInfo("Asia/Shanghai"))
KEYS = ("campus_visits", "legal_education_sessions", "class_hours", "drills_held", "people_educated")
Kind = Activity.Kind
Figures = dict[str, Decimal | int | None]


def figures(*units: Unit, keys: tuple[str, ...] = KEYS) -> Figures:
    """The figures of October, of these units together."""
    ids = [unit.pk for unit in units]
    return {one.key: one.count(ids, OCTOBER, LATER) for one in indicators() if one.key in keys}


def figure(key: str, *units: Unit) -> Decimal | int | None:
    """One figure of October."""
    return figures(*units, keys=(key,))[key]


@dataclass(frozen=True)
class Done:
    """One activity: minutes since FIRST, station, kind, state, children, staff, parents, schools, tenths of hours."""

    minute: int
    station: int
    kind: str
    state: str
    heads: tuple[int, int, int]
    schools: int
    tenths: int


done = st.lists(
    st.builds(
        Done, minute=st.integers(0, MINUTES), station=st.integers(0, 1), kind=st.sampled_from(Kind.values),
        state=st.sampled_from(ActivityState.values), heads=st.tuples(*[st.integers(0, 400)] * 3),
        schools=st.integers(1, 2), tenths=st.integers(1, 40),
    ),
    max_size=10,
)  # fmt: skip


def moment(minute: int) -> datetime:
    """So many minutes after FIRST, in Shanghai."""
    return FIRST + timedelta(minutes=minute)


def write(cast: Cast, activities: list[Done]) -> None:
    """Write the activities as rows."""
    units = (cast.station, cast.other_station)
    schools = [[make_school(unit), make_school(unit)] for unit in units]
    for each in activities:
        children, staff, parents = each.heads
        row = Activity.objects.create(
            unit=units[each.station], kind=each.kind, title="x", starts_at=moment(each.minute), state=each.state,
            ends_at=moment(each.minute) + timedelta(hours=1), children=children, staff=staff, parents=parents,
            class_hours=Decimal(each.tenths) / 10 if each.kind == Kind.LECTURE else None,
            drill="fire" if each.kind == Kind.DRILL else "", entered_by=cast.officer,
        )  # fmt: skip
        for school in schools[each.station][: each.schools]:
            ActivitySchool.objects.create(activity=row, school=school)


def counted(activities: list[Done], stations: set[int]) -> Figures:
    """The same in plain Python."""
    held = [
        each
        for each in activities
        if each.station in stations and each.state in TOOK_PLACE and moment(each.minute).month == 10
    ]
    lectures = [each for each in held if each.kind == Kind.LECTURE]
    educating = [each for each in held if each.kind in {Kind.LECTURE, Kind.DRILL, Kind.OPEN_DAY}]
    return {
        "campus_visits": sum(each.kind == Kind.VISIT for each in held),
        "legal_education_sessions": len(lectures),
        "class_hours": sum((Decimal(each.tenths) / 10 for each in lectures), Decimal("0.0")),
        "drills_held": sum(each.kind == Kind.DRILL for each in held),
        "people_educated": sum(each.heads[0] + each.heads[1] for each in educating),
    }


@given(activities=done)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_equal_a_plain_count_of_the_activities(cast: Cast, activities: list[Done]) -> None:
    with transaction.atomic():
        write(cast, activities)

        for stations, units in (
            ({0}, [cast.station]),
            ({1}, [cast.other_station]),
            ({0, 1}, [cast.bureau_unit, cast.station, cast.other_station]),
        ):
            assert figures(*units) == counted(activities, stations)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("starts_at", "counts"),
    [("2026-09-30 23:59", 0), ("2026-10-01 00:00", 1), ("2026-10-31 23:59", 1), ("2026-11-01 00:00", 0)],
)
def test_a_drill_counts_in_the_month_in_which_it_begins_in_shanghai(cast: Cast, starts_at: str, counts: int) -> None:
    make_activity(cast.officer, cast.school, kind=Kind.DRILL, drill="fire", starts_at=at(starts_at))

    assert figure("drills_held", cast.station) == counts


def test_an_event_counts_once_officers_have_gone_out_for_it_however_often(cast: Cast) -> None:
    begins = at("2026-10-12 09:00")
    with time_machine.travel(at("2026-10-11 09:00"), tick=False):
        cover = make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander,
            officers=[cast.officer, cast.colleague], starts_at=begins,
        )  # fmt: skip
        approved = figure("event_covers", cast.station)
    with time_machine.travel(begins, tick=False):
        start_outing_of(cover, cast.officer)

    assert (approved, figure("event_covers", cast.station)) == (0, 1)
    assert figure("event_covers", cast.other_station) == 0
    assert EventCover.objects.count() == 1


def test_an_opinion_counts_when_it_is_answered_and_no_more_when_it_is_reopened(cast: Cast) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        opinion = make_opinion(cast.principal, cast.school, at=at("2026-09-20 10:00"))
        asked = figure("opinions_answered", cast.station)
        answer_opinion(by=cast.officer, opinion=opinion, text="已增派")
        answered = figure("opinions_answered", cast.station)
        reopen_opinion(by=cast.principal, opinion=Opinion.objects.get(), text="没有变化")

    assert (asked, answered, figure("opinions_answered", cast.station)) == (0, 1, 0)


@pytest.mark.parametrize("state", DisputeState.values)
def test_only_a_dispute_that_is_resolved_counts_and_when_it_is(cast: Cast, state: str) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        make_dispute(cast.officer, cast.school, state, found_on=at("2026-09-01 00:00").date())

    assert figure("disputes_resolved", cast.station) == (1 if state == DisputeState.RESOLVED else 0)
    assert Dispute.objects.filter(state__in=DISPUTE_ENDED).count() == (1 if state in DISPUTE_ENDED else 0)


def test_satisfaction_is_the_share_of_four_and_five_in_rounds_that_closed(cast: Cast) -> None:
    first, last = at("2026-10-01 00:00").date(), at("2026-10-20 00:00").date()
    asked = make_round(cast.officer, cast.school, cast.other_school, first_day=first, last_day=last)
    make_answers(form_of(asked, cast.school), 5, 4, 4, 3, 2, 5)
    make_answers(form_of(asked, cast.other_school), 1, 5)

    assert figure("satisfaction", cast.station) == Decimal("62.5")
    assert figure("satisfaction", cast.other_station) is None


def test_what_counts_makes_its_month_stale(cast: Cast) -> None:
    with time_machine.travel(at("2026-11-10 10:00"), tick=False):
        activity = make_activity(cast.officer, cast.school, starts_at=at("2026-08-12 09:00"))
        marked = [_stale_months()]
        cancel_activity(by=cast.officer, activity=activity, text="未举行")
        marked.append(_stale_months())
        make_opinion(cast.principal, cast.school, "answered", answered_by=cast.officer)
        marked.append(_stale_months())
        make_dispute(cast.officer, cast.school, DisputeState.RESOLVED)
        marked.append(_stale_months())

    assert [min(months) for months in marked] == ["2026-08", "2026-08", "2026-11", "2026-11"]


def _stale_months() -> set[str]:
    """The months that are marked; then none is."""
    months = {f"{row.first_day:%Y-%m}" for row in StaleMonth.objects.all()}
    StaleMonth.objects.all().delete()
    return months


@pytest.mark.parametrize(
    "key",
    [*KEYS, "event_covers", "opinions_answered", "disputes_resolved"],
)
def test_the_rows_behind_a_figure_are_as_many_as_it_says(cast: Cast, key: str) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        for kind, more in (("visit", {}), ("lecture", {"class_hours": 2}), ("drill", {"drill": "fire"})):
            make_activity(cast.officer, cast.school, kind=kind, children=30, staff=3, **more)
            make_activity(cast.officer, cast.school, kind=kind, state="planned", **more)
        make_opinion(cast.principal, cast.school, "answered", answered_by=cast.officer)
        make_opinion(cast.principal, cast.school)
        make_dispute(cast.officer, cast.school, DisputeState.RESOLVED)
        make_dispute(cast.officer, cast.school)
        make_cover(cast.principal, cast.school)
    (one,) = [each for each in indicators() if each.key == key]

    page = signed_in(cast.commander).get(one.rows("SPQ", OCTOBER))

    rows = {"class_hours": 1, "people_educated": 2, "event_covers": 0}.get(key, 1)
    assert page.context["page_obj"].paginator.count == rows
