"""The figures of cases and their breakdowns against a count in plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.local_days import local_day
from campus_safety.statistics.counting import percent
from incidents.models import Case, CaseAction, Category, PropertyItem
from incidents.states import CLEARED_UP, LED, NO_CASE, CaseState
from schools.models import School
from tests.cast import Cast
from tests.factories import at, make_school
from tests.factories.cases import make_theft
from tests.statistics.naive import SHANGHAI, Row, by, counted, is_in_february, moments, of_units

NOW = at("2028-05-01 00:00")
# Where: two schools of one station, a school of another, or off campus near the first station with no school.
OFF_CAMPUS = 3


@dataclass(frozen=True)
class Told:
    """One case: hours that it may have lasted, and its items as (kind, hundredths of a yuan, when recovered)."""

    reported: datetime
    lasted: int
    solved: datetime
    where: int
    category: int
    state: str
    items: tuple[tuple[str, int, datetime | None], ...]

    @property
    def began(self) -> datetime:
        """An hour and a half before it was over, at the least."""
        return self.reported - timedelta(hours=self.lasted, minutes=30)


@dataclass(frozen=True)
class Done:
    """One action: tenths of hours, and how many cases it served."""

    moment: datetime
    station: int
    kind: str
    tenths: int
    cases: int


cases = st.lists(
    st.builds(
        Told,
        reported=moments,
        lasted=st.sampled_from([0, 3, 23, 24, 60]),
        solved=moments,
        where=st.integers(0, OFF_CAMPUS),
        category=st.integers(0, 1),
        state=st.sampled_from(CaseState.values),
        items=st.lists(
            st.tuples(st.sampled_from(["cash", "phone"]), st.integers(0, 10**6), st.none() | moments), max_size=3
        ).map(tuple),
    ),
    max_size=8,
)
work = st.lists(
    st.builds(
        Done,
        moment=moments,
        station=st.integers(0, 1),
        kind=st.sampled_from(CaseAction.Kind.values),
        tenths=st.integers(0, 2000),
        cases=st.integers(1, 2),
    ),
    max_size=8,
)


class Ground:
    """Where cases happen and of which kind they are."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.units = cast, [cast.station, cast.other_station]
        self.schools: list[School] = [cast.school, cast.other_school, make_school(cast.other_station)]
        fight = Category.objects.create(code="brawl", name="打架", name_en="brawl")
        self.categories = [make_theft(), fight]

    def keys(self, one: Told) -> dict[str, str]:
        """Unit, school and category of a case."""
        school = None if one.where == OFF_CAMPUS else self.schools[one.where]
        unit_id = school.unit_id if school else self.cast.station.pk
        category = self.categories[one.category].pk
        return {"unit": str(unit_id), "school": str(school.pk) if school else "", "category": str(category)}


def _write(ground: Ground, told: Sequence[Told], done: Sequence[Done]) -> None:
    officer = ground.cast.officer
    rows = Case.objects.bulk_create(
        Case(
            unit_id=int(ground.keys(one)["unit"]), year=2028, serial=serial, category=ground.categories[one.category],
            school=None if one.where == OFF_CAMPUS else ground.schools[one.where], is_off_campus=True, place="x",
            facts="x", occurred_from=one.began, occurred_until=one.reported - timedelta(minutes=30), way="110",
            reported_at=one.reported, state=one.state, lead=officer if one.state in LED else None, entered_by=officer,
            solved_at=one.solved if one.state in CLEARED_UP else None,
            closed_at=one.solved if one.state == CaseState.CLOSED else None,
        )
        for serial, one in enumerate(told)
    )  # fmt: skip
    PropertyItem.objects.bulk_create(
        PropertyItem(
            case=row, category=kind, description="x", value_cny=Decimal(value) / 100, owner="staff",
            recovered_on=recovered and local_day(recovered),
        )
        for row, one in zip(rows, told, strict=True)
        for kind, value, recovered in one.items
    )  # fmt: skip
    for each in done:
        action = CaseAction.objects.create(
            unit=ground.units[each.station], kind=each.kind, started_at=each.moment, ended_at=each.moment,
            hours=Decimal(each.tenths) / 10, result="x", entered_by=officer,
        )  # fmt: skip
        action.cases.set(rows[: each.cases])


def _rows(ground: Ground, told: Sequence[Told], done: Sequence[Done]) -> dict[str, list[Row]]:
    """What each figure adds up, of whatever unit: the keys of every row and its number."""
    ours = [(ground.keys(one), one) for one in told if one.state not in NO_CASE]
    reported = [
        (keys | {"hour": str(one.began.astimezone(SHANGHAI).hour) if one.lasted < 24 else ""}, one)
        for keys, one in ours
        if is_in_february(one.reported)
    ]
    hours: dict[str, list[Row]] = {
        kind: [
            ({"unit": str(ground.units[each.station].pk)}, Decimal(each.tenths) / 10)
            for each in done
            if each.kind == kind and is_in_february(each.moment)
        ]
        for kind in ("video_review", "stakeout")
    }
    return {
        "incidents_reported": [(keys, 1) for keys, _one in reported],
        "incidents_solved": [(keys, 1) for keys, one in ours if one.state in CLEARED_UP and is_in_february(one.solved)],
        "property_lost_cny": [
            (keys | {"property": kind}, Decimal(value) / 100)
            for keys, one in reported
            for kind, value, _at in one.items
        ],
        "property_recovered_cny": [
            (keys | {"property": kind}, Decimal(value) / 100)
            for keys, one in ours
            for kind, value, recovered in one.items
            if recovered and is_in_february(recovered)
        ],
        "video_hours": hours["video_review"],
        "stakeout_hours": hours["stakeout"],
        "cleared_up": [(keys, 1) for keys, one in reported if one.state in CLEARED_UP],
    }


@given(told=cases, done=work)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_and_breakdowns_equal_a_plain_count_of_the_cases(
    cast: Cast, told: list[Told], done: list[Done]
) -> None:
    with transaction.atomic():
        ground = Ground(cast)
        _write(ground, told, done)
        rows = _rows(ground, told, done)

        for units in ([cast.station], [cast.other_station], [cast.station, cast.other_station]):
            ours = {key: of_units(of_key, units) for key, of_key in rows.items()}
            cleared_up, reported = ours.pop("cleared_up"), ours["incidents_reported"]
            found = counted("incidents", units, NOW)
            rate = found.pop("solve_rate")

            assert {key: one.value for key, one in found.items()} == {
                key: sum(number for _keys, number in of_key) for key, of_key in ours.items()
            }
            for key, one in found.items():
                assert one.breakdowns == {name: by(ours[key], name) for name in one.breakdowns}

            assert rate.value == percent(len(cleared_up), len(reported))
            for name, of_name in rate.breakdowns.items():
                solved = by(cleared_up, name)
                assert of_name == {key: [solved.get(key, 0), whole] for key, whole in by(reported, name).items()}
        transaction.set_rollback(True)
