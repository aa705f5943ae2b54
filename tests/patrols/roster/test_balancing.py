"""Who takes what nobody has: rounds near one another, to who has least, the same each time, and fair."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import User
from patrols.actions.roster import balance
from patrols.models import Duty, DutyWindow, PatrolPoint, RosterEntry
from patrols.roster.balancing import Plan, Round, plan_week, propose, rounds_of
from patrols.roster.people import minutes_before, minutes_of
from patrols.roster.planned import Span
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import PLACE, at, make_duty, make_point, make_user, make_window
from tests.factories.roster import make_entry, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY

SIX = at("2026-11-23 06:00")


def plan(cast: Cast, *officers: User, most: int = 6) -> Plan:
    return plan_week(unit=cast.station, monday=MONDAY, officers=officers, most=most, at=SIX)


def given_to(plan: Plan) -> list[tuple[int, list[str]]]:
    return [(proposal.round.on.day, [officer.username for officer in proposal.officers]) for proposal in plan.proposals]


def test_the_rounds_of_the_week_alternate_between_two(cast: Cast, window: DutyWindow) -> None:
    found = plan(cast, cast.colleague, cast.officer)
    assert given_to(found) == [
        (23, ["colleague"]), (24, ["officer"]), (25, ["colleague"]), (26, ["officer"]), (27, ["colleague"]),
    ]  # fmt: skip
    assert found.before == {cast.colleague.pk: 0, cast.officer.pk: 0}
    assert found.after == {cast.colleague.pk: 180, cast.officer.pk: 120}


def test_who_had_much_in_the_four_weeks_before_comes_later(cast: Cast, window: DutyWindow) -> None:
    for days in (3, 4, 5):
        earlier = MONDAY - timedelta(days=days)
        make_duty(window, earlier, "done")
        make_entry(window, earlier, cast.colleague)
    assert [who for _day, who in given_to(plan(cast, cast.colleague, cast.officer))] == [
        ["officer"], ["officer"], ["officer"], ["colleague"], ["officer"],
    ]  # fmt: skip


def test_minutes_before_count_each_time_once_and_cancelled_duties_not(cast: Cast, window: DutyWindow) -> None:
    team = make_team(cast.station, cast.officer, cast.colleague)
    beside = make_window(make_point(cast.station), time(8), time(9))
    for each in (window, beside):
        make_duty(each, MONDAY - timedelta(days=3))
        make_entry(each, MONDAY - timedelta(days=3), team)
    make_duty(window, MONDAY - timedelta(days=4), "cancelled")
    make_entry(window, MONDAY - timedelta(days=4), cast.officer)
    make_duty(window, MONDAY - timedelta(days=29))
    make_entry(window, MONDAY - timedelta(days=29), cast.officer)
    make_entry(window, MONDAY - timedelta(days=5), cast.officer)  # without a duty
    assert minutes_before(cast.station, MONDAY) == {cast.officer.pk: 90, cast.colleague.pk: 90}


def test_what_somebody_has_is_left_alone_and_what_only_inactive_ones_have_is_not(
    cast: Cast, window: DutyWindow
) -> None:
    make_entry(window, MONDAY, make_team(cast.station, cast.colleague))
    make_entry(window, TUESDAY, make_user(unit=cast.station, is_active=False))
    assert [day for day, _who in given_to(plan(cast, cast.officer))] == [24, 25, 26, 27]


def test_what_has_begun_is_left_alone(cast: Cast, window: DutyWindow, early: time_machine.Traveller) -> None:
    found = plan_week(unit=cast.station, monday=MONDAY, officers=[cast.officer], most=6, at=at("2026-11-24 07:30"))
    assert [day for day, _who in given_to(found)] == [25, 26, 27]


def test_nobody_is_put_in_two_places_at_once(cast: Cast, window: DutyWindow) -> None:
    overlapping = make_window(make_point(cast.station), time(8), time(9), weekdays="1")
    after = make_window(make_point(cast.station), time(8, 30), time(9, 30), weekdays="2")
    make_entry(window, MONDAY, cast.officer)
    found = {(p.round.duties[0].window_id, p.round.on.day): len(p.officers) for p in plan(cast, cast.officer).proposals}
    assert (found[overlapping.pk, 23], found[after.pk, 24]) == (0, 1)


def test_a_round_gets_as_many_as_it_asks_for(cast: Cast, early: time_machine.Traveller) -> None:
    make_window(cast.point, weekdays="12", strength=2)
    found = plan(cast, cast.colleague, cast.officer, cast.commander)
    assert given_to(found) == [(23, ["colleague", "commander"]), (24, ["officer", "colleague"])]


def points_in_two_places(cast: Cast) -> None:
    """Three points in the west and three a kilometre further east, with codes that alternate."""
    for number in range(6):
        longitude = PLACE[1] + (0.01 if number % 2 else 0) + number / 100_000
        point = make_point(cast.station, f"SPQ-1{number}", longitude=longitude)
        make_window(point, weekdays="1")


def test_rounds_are_of_points_near_one_another(cast: Cast, early: time_machine.Traveller) -> None:
    points_in_two_places(cast)
    found = [[duty.point.code for duty in p.round.duties] for p in plan(cast, cast.officer, most=4).proposals]
    assert found == [["SPQ-10", "SPQ-12", "SPQ-14"], ["SPQ-11", "SPQ-13", "SPQ-15"]]


@pytest.mark.parametrize(
    ("number", "most", "sizes"), [(7, 6, [4, 3]), (6, 6, [6]), (5, 1, [1] * 5), (13, 6, [4, 5, 4])]
)
def test_rounds_are_of_nearly_equal_size(number: int, most: int, sizes: list[int]) -> None:
    duties = [duty(place, MONDAY, 7) for place in range(number)]
    found = [len(each.duties) for each in rounds_of(duties, most)]
    assert (sorted(found), sum(found)) == (sorted(sizes), number)


def duty(number: int, on: date, hour: int, minutes: int = 60, strength: int = 1) -> Duty:
    """An unsaved duty at the point of this number."""
    starts_at = at(f"{on} {hour:02d}:00")
    point = PatrolPoint(pk=number, code=f"SPQ-{number:02d}", latitude=29.5, longitude=106.4 + number / 1000)
    ends_at = starts_at + timedelta(minutes=minutes)
    return Duty(point=point, window_id=number, on=on, starts_at=starts_at, ends_at=ends_at, strength=strength)


WORK = st.lists(
    st.tuples(st.integers(0, 2), st.integers(7, 10), st.sampled_from([40, 60, 90]), st.integers(1, 2)), max_size=12
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(work=WORK, earlier=st.lists(st.integers(0, 300), min_size=1, max_size=5))
def test_nobody_who_is_free_is_further_behind_than_one_round(
    work: list[tuple[int, int, int, int]], earlier: list[int]
) -> None:
    """Who could take the last round of somebody is at most the minutes of that round behind."""
    duties = [
        duty(number, MONDAY + timedelta(days=day), hour, minutes, strength)
        for number, (day, hour, minutes, strength) in enumerate(work)
    ]
    officers = [User(pk=pk, username=f"officer{pk}") for pk in range(len(earlier))]
    found = propose(rounds_of(duties, 2), officers, {}, dict(enumerate(earlier)))

    rounds = rounds_by_officer(found)
    for officer, theirs in rounds.items():
        minutes = minutes_of([theirs[-1].span])
        free = [other.pk for other in officers if not overlap(theirs[-1].span, rounds.get(other.pk, []))]
        assert all(found.after[officer] - found.after[other] <= minutes for other in free)
        assert not any(overlap(each.span, [r for r in theirs if r is not each]) for each in theirs)
        assert found.after[officer] == earlier[officer] + sum(minutes_of([each.span]) for each in theirs)
    for proposal in found.proposals:
        idle = [o for o in officers if not overlap(proposal.round.span, rounds.get(o.pk, []))]
        assert len(proposal.officers) == proposal.round.strength or not idle


def rounds_by_officer(plan: Plan) -> dict[int, list[Round]]:
    found: dict[int, list[Round]] = {}
    for proposal in plan.proposals:
        for officer in proposal.officers:
            found.setdefault(officer.pk, []).append(proposal.round)
    return found


def overlap(span: Span, rounds: Sequence[Round]) -> bool:
    return any(span[0] < each.span[1] and each.span[0] < span[1] for each in rounds)


def test_the_same_roster_gives_the_same_proposal(cast: Cast, early: time_machine.Traveller) -> None:
    points_in_two_places(cast)
    people = [cast.officer, cast.colleague, cast.commander]
    assert plan(cast, *people, most=2).digest == plan(cast, *reversed(people), most=2).digest


def written(cast: Cast, seen: str, by: User | None = None, *officers: User) -> Plan:
    return balance(
        by=by or cast.commander, unit=cast.station, monday=MONDAY,
        officers=officers or [cast.colleague, cast.officer], most=6, seen=seen,
    )  # fmt: skip


def test_what_was_shown_is_written_and_told(cast: Cast, window: DutyWindow) -> None:
    shown = plan(cast, cast.colleague, cast.officer)
    written(cast, shown.digest)
    rows = RosterEntry.objects.order_by("on").values_list("on", "officer__username")
    assert [(on.day, [name]) for on, name in rows] == given_to(shown)
    told = LogEntry.objects.filter(changes__has_key="roster_balanced").get()
    assert told.actor == cast.commander
    assert told.changes["rounds"][1].startswith("2026-11-23 07:30 SPQ-01 → colleague; 2026-11-24 07:30")


def test_another_roster_than_was_shown_is_not_written(cast: Cast, window: DutyWindow) -> None:
    seen = plan(cast, cast.colleague, cast.officer).digest
    make_entry(window, MONDAY, cast.officer)
    with nothing_written(), pytest.raises(ValidationError):
        written(cast, seen)


def test_others_do_not_balance_and_are_not_put_on_duty(cast: Cast, window: DutyWindow) -> None:
    seen = plan(cast, cast.colleague, cast.officer).digest
    with nothing_written(), pytest.raises(PermissionDenied):
        written(cast, seen, cast.officer)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        written(cast, seen, None, cast.other_officer)
    assert list(refused.value.message_dict) == ["officers"]
