"""What the work with schools counts each month, that each list comes to it, and that a write makes it stale."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.http import QueryDict
from django.template import Variable
from django.test import Client

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import count_one
from campus_safety.statistics.models import StaleMonth
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import Indicator, indicator_named
from outreach.actions.activity_steps import cancel_activity
from outreach.actions.opinions import answer_opinion, reopen_opinion
from outreach.models import Activity, Dispute, EventCover, Measure, Opinion
from outreach.states.opinions import DISPUTE_ENDED, DisputeState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_first_outings, make_school
from tests.factories.activities import make_activity
from tests.factories.covers import make_cover, start_outing_of
from tests.factories.feedback import form_of, make_answers, make_round
from tests.factories.opinions import make_dispute, make_opinion

OCTOBER = month_named("2026-10")
LATER = at("2026-12-31 12:00")
Kind = Activity.Kind
# The name under which the list behind a figure gives its total.
TOTALS = {
    "campus_visits": "took_place",
    "legal_education_sessions": "took_place",
    "class_hours": "class_hours",
    "drills_held": "took_place",
    "people_educated": "educated",
    "drills_overdue": "overdue",
    "measures_served": "served",
    "event_covers": "covered",
    "opinions_answered": "received",
    "disputes_resolved": "resolved",
    "satisfaction": "satisfaction",
}


def indicator(key: str) -> Indicator:
    """The indicator with this key."""
    found = indicator_named(key)
    assert found
    return found


def figure(key: str, *units: Unit) -> Decimal | None:
    """One figure of October, of these units together."""
    return count_one(indicator(key), [unit.pk for unit in units], OCTOBER, LATER).value


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

    assert [approved, figure("event_covers", cast.station)] == [0, 1]
    assert figure("event_covers", cast.other_station) == 0
    assert EventCover.objects.count() == 1


def test_an_opinion_counts_when_it_is_answered_and_no_more_when_it_is_reopened(cast: Cast) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        opinion = make_opinion(cast.principal, cast.school, at=at("2026-09-20 10:00"))
        asked = figure("opinions_answered", cast.station)
        answer_opinion(by=cast.officer, opinion=opinion, text="已增派")
        answered = figure("opinions_answered", cast.station)
        reopen_opinion(by=cast.principal, opinion=Opinion.objects.get(), text="没有变化")

    assert [asked, answered, figure("opinions_answered", cast.station)] == [0, 1, 0]


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


@pytest.mark.parametrize(
    ("drill", "months"), [("evacuation", ["2026-07", "2026-08", "2026-09", "2026-10"]), ("fire", ["2026-07"])]
)
def test_a_late_evacuation_drill_makes_stale_each_month_that_owed_it(cast: Cast, drill: str, months: list[str]) -> None:
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        make_activity(cast.officer, cast.school, kind=Kind.DRILL, drill=drill, starts_at=at("2026-07-12 09:00"))

    assert sorted(_stale_months()) == months


def _stale_months() -> set[str]:
    """The months that are marked; then none is."""
    months = {f"{row.first_day:%Y-%m}" for row in StaleMonth.objects.all()}
    StaleMonth.objects.all().delete()
    return months


@pytest.fixture
def log(cast: Cast) -> Cast:
    """A month of work at two stations: with one school, with two together, and with what does not count."""
    far = make_school(cast.other_station, "远校")
    make_first_outings(cast.officer, cast.other_officer)
    measures = list(Measure.objects.order_by("number")[:2])
    with time_machine.travel(at("2026-10-20 10:00"), tick=False):
        for officer, *schools in (
            (cast.officer, cast.school), (cast.officer, cast.other_school, cast.school), (cast.other_officer, far),
        ):  # fmt: skip
            make_activity(officer, *schools, measures=measures)
            make_activity(officer, *schools, kind=Kind.LECTURE, class_hours=Decimal("1.5"), children=30, staff=3)
            make_activity(officer, *schools, kind=Kind.DRILL, drill="fire", children=20)
            make_activity(officer, *schools, state="planned")
            make_opinion(officer, schools[0], "answered", topic="traffic")
            make_opinion(officer, schools[0])
            make_dispute(officer, schools[0], DisputeState.RESOLVED)
            make_dispute(officer, schools[0])
        make_activity(cast.officer, cast.other_school, kind=Kind.DRILL)
        asked = make_round(cast.officer, cast.school, first_day=date(2026, 10, 20))
        make_answers(form_of(asked, cast.school), 5, 4, 4, 3, 2, 5)
    with time_machine.travel(at("2026-10-11 09:00"), tick=False):
        cover = make_cover(
            cast.principal, cast.school, "approved", commander=cast.commander, officers=[cast.officer],
            starts_at=at("2026-10-12 09:00"),
        )  # fmt: skip
    with time_machine.travel(at("2026-10-12 09:00"), tick=False):
        start_outing_of(cover, cast.officer)
    return cast


def _address(one: Indicator, unit: Unit, chosen: Mapping[str, str]) -> str:
    """The rows of a unit behind a figure, filtered further."""
    path, _mark, asked = one.rows(unit.code, OCTOBER).partition("?")
    query = QueryDict(asked, mutable=True)
    for name, value in chosen.items():
        query[name] = value
    return f"{path}?{query.urlencode()}"


def _total(client: Client, one: Indicator, unit: Unit, chosen: Mapping[str, str]) -> Decimal | int:
    """The total over the list of a unit's rows behind a figure, filtered further."""
    totals = client.get(_address(one, unit, chosen)).context["totals"]
    total: Decimal | int = Variable(f"totals.{TOTALS[one.key]}").resolve({"totals": totals})
    return total


def test_the_list_behind_each_figure_and_behind_each_line_of_it_comes_to_its_number(log: Cast) -> None:
    unit, ids = log.bureau_unit, list(Unit.objects.values_list("pk", flat=True))
    for one in map(indicator, TOTALS):
        with time_machine.travel(LATER, tick=False):
            client, counted = signed_in(log.bureau), count_one(one, ids, OCTOBER, LATER)

            assert counted.value
            assert (one.key, _total(client, one, unit, {})) == (one.key, counted.value)
            for dimension in (each for each in one.breakdowns if not isinstance(each, tuple) and each.filter):
                lines = counted.breakdowns[dimension.key]
                chosen = dimension.values_of(lines)
                listed = {line: _total(client, one, unit, {dimension.filter: value}) for line, value in chosen.items()}
                of_lines = {line: lines[line] for line in chosen}
                assert listed == (dict.fromkeys(chosen, counted.value) if one.is_rate else of_lines)
