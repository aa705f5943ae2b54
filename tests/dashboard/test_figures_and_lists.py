"""Every figure opens the rows behind it: the totals over that list are the figure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.template import Variable
from django.test import Client
from django.utils import timezone

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.counting import Stored, count_all, percent
from campus_safety.statistics.ledger import ledger_of
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import Breakdown, dimensions_of, indicators, name_of
from incidents.actions import investigate_case, solve_case, withdraw_case
from incidents.models import CaseAction
from incidents.states import CaseState
from schools.models import Hazard, School
from schools.states import HazardState
from tests.cast import Cast, assemble_cast
from tests.factories import (
    at,
    make_check_in,
    make_duty,
    make_outing,
    make_point,
    make_school,
    make_vehicle,
    make_window,
)
from tests.factories.cases import make_action, make_case, make_item
from tests.factories.evidence import make_review
from tests.factories.records import make_hazard, make_inspection, make_notice

pytestmark = pytest.mark.django_db

OCTOBER = month_named("2026-10")
Numbers = dict[str, Decimal | int | None]
# A share of answers without names: its list shows rounds, and of these no more than may be shown.
WITHOUT_TOTALS = {"satisfaction"}
TOTALS = {
    "outings": "outings",
    "officer_person_times": "officers",
    "vehicle_dispatches": "vehicles",
    "volunteer_person_times": "volunteers",
    "check_ins": "check_ins",
    "duties_due": "due",
    "duties_done": "duties",
    "duties_missed": "duties",
    "visibility_rate": "rate",
    "schools_inspected": "schools",
    "hazards_found": "found",
    "hazards_open": "found",
    "hazards_overdue": "found",
    "hazards_rectified": "verified",
    "notices_issued": "notices",
    "incidents_reported": "cases",
    "incidents_solved": "solved",
    "property_lost_cny": "lost",
    "property_recovered_cny": "recovered",
    "video_hours": "video_hours",
    "stakeout_hours": "stakeout_hours",
    "campus_visits": "took_place",
    "legal_education_sessions": "took_place",
    "class_hours": "class_hours",
    "drills_held": "took_place",
    "drills_overdue": "overdue",
    "people_educated": "educated",
    "measures_served": "served",
    "event_covers": "covered",
    "opinions_answered": "received",
    "disputes_resolved": "resolved",
}


@pytest.fixture(scope="module", autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def fill_records(cast: Cast, moment: datetime) -> None:
    """An inspection and a self-check, hazards in two states and a notice, at each station, at this moment."""
    for officer, school in ((cast.officer, cast.school), (cast.other_officer, School.objects.get(name="远校"))):
        make_inspection(officer, school, at=moment)
        hazard = make_hazard(officer, school, at=moment)
        make_hazard(officer, school, HazardState.WITHDRAWN, at=moment)
        make_notice(officer, hazard, at=moment)
        done = make_hazard(officer, school, HazardState.VERIFIED, at=moment)
        Hazard.objects.filter(pk=done.pk).update(verified_at=moment)
    make_inspection(cast.principal, cast.school, at=moment)


def fill_cases(cast: Cast, moment: datetime) -> None:
    """At each station a case that is withdrawn and one that is solved, with what was lost and the hours of work."""
    for officer, school in ((cast.officer, cast.school), (cast.other_officer, School.objects.get(name="远校"))):
        none, one = (make_case(officer, school, CaseState.ACCEPTED, at=moment) for _each in range(2))
        for case in (none, one):
            make_item(officer, case, recovered_on=local_day(moment))
        make_item(officer, one, value_cny=Decimal("0.5"))
        for kind in (CaseAction.Kind.VIDEO_REVIEW, CaseAction.Kind.STAKEOUT):
            make_action(officer, none, one, kind=kind, started_at=moment, ended_at=moment + timedelta(hours=2))
        withdraw_case(by=officer, case=none, text="误报")
        solve_case(by=officer, case=investigate_case(by=officer, case=one), text="视频追踪查明", at=moment)


@pytest.fixture(scope="module")
def log(module_rows: None) -> Cast:
    """A month with its edges: joint outings led by each side, duties in every state, and rows just outside."""
    cast = assemble_cast()
    make_school(cast.other_station, "远校")
    people = [cast.officer, cast.colleague, cast.squad_officer, cast.other_officer]
    cars = {unit.pk: make_vehicle(unit) for unit in (cast.station, cast.squad, cast.other_station)}
    moments = [at("2026-09-30 23:59"), at("2026-10-01 00:00"), at("2026-10-31 23:59"), at("2026-11-01 00:00")]
    moments += [at(f"2026-10-{day:02d} 07:30") for day in range(2, 12)]
    for number, moment in enumerate(moments):
        team = people[number % 4 :] + people[: number % 4]
        fleet = tuple(cars[user.unit_id or 0] for user in team[: number % 3 : 2])
        outing = make_outing(
            *team[: 1 + number % 4], started_at=moment, ended_at=moment, vehicles=fleet, volunteers=number
        )
        outing.units.set([user.unit for user in team if user.unit and user.unit != outing.unit])
        row = make_check_in(team[0], cast.point, moment, flags=["no_fix"] if number % 2 else [])
        if number % 3:
            make_review(cast.commander, row, moment, "rejected" if number % 3 == 1 else "accepted")
        fill_records(cast, moment)
    for moment in moments[:5]:
        fill_cases(cast, moment)
    windows = [make_window(cast.point), make_window(make_point(cast.other_station))]
    states = ["done", "late", "missed", "cancelled", "open", "done", "done"]
    for offset, state in enumerate(states * 5):
        make_duty(windows[offset % 2], date(2026, 9, 29) + timedelta(days=offset), state)
    return cast


def _listed(key: str, totals: Any) -> Decimal | int | None:
    """The total over a list that stands for a figure, as its page reads it; a rate is one count of it over another."""

    def total(name: str) -> Any:
        return Variable(f"totals.{name}").resolve({"totals": totals})

    return percent(total("solved"), total("cases")) if key == "solve_rate" else total(TOTALS[key])


def _both(client: Client, user: User, unit: Unit) -> tuple[Numbers, Numbers]:
    """The figures of the unit's month, and the totals over the lists that they open, by indicator."""
    client.force_login(user)
    rows = [row for row in ledger_of(compile_report(unit=unit, period=OCTOBER)) if row.key not in WITHOUT_TOTALS]

    figures: Numbers = {row.key: Decimal(row.plain) if row.plain else None for row in rows}
    listed = {row.key: _listed(row.key, client.get(row.url).context["totals"]) for row in rows}

    return figures, listed


def test_the_lists_of_a_station_come_to_its_figures(log: Cast, client: Client) -> None:
    figures, listed = _both(client, log.commander, log.station)

    assert figures == listed


def test_a_line_of_every_breakdown_opens_its_rows(log: Cast, client: Client) -> None:
    client.force_login(log.bureau)
    figures, lines, opened = count_all(log.bureau.unit_ids, OCTOBER, timezone.now()), {}, {}

    for indicator in (one for one in indicators() if one.key not in WITHOUT_TOTALS):
        for breakdown in indicator.breakdowns:
            name, address = name_of(breakdown), indicator.rows("JLP", OCTOBER)
            found = figures[indicator.key].breakdowns[name]
            line, query = next(_narrowed(breakdown, found), ("", {}))
            if query:
                lines[indicator.key, name] = _number(found[line])
                opened[indicator.key, name] = _listed(
                    indicator.key, client.get(f"{address}&{urlencode(query)}").context["totals"]
                )

    assert opened == lines
    assert len(lines) > 60


def _narrowed(breakdown: Breakdown, found: Mapping[str, Stored]) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a breakdown with what narrows a list to each; without those that no list can be narrowed to."""
    for line in sorted(found):
        keys = dict(zip(dimensions_of(breakdown), line.split("|"), strict=True))
        values = [(one.filter, one.values_of([key]).get(key)) for one, key in keys.items()]
        if all(value for _name, value in values):
            yield line, {name: value for name, value in values if value}


def _number(stored: Stored) -> Decimal | None:
    return percent(*map(Decimal, stored)) if isinstance(stored, list) else Decimal(str(stored))


@pytest.mark.parametrize("code", ["JLP", "SPQ", "XJW", "OTH"])
def test_the_lists_of_the_bureau_come_to_the_figures_of_each_unit(log: Cast, client: Client, code: str) -> None:
    figures, listed = _both(client, log.bureau, Unit.objects.get(code=code))

    assert figures == listed
