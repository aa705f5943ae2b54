"""The figures of patrols and their breakdowns against a count in plain Python, round the ends of a leap February."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.counting import Counted, count, percent
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from patrols.models import DutyWindow, Outing, PatrolPoint, Vehicle
from tests.cast import Cast
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_vehicle, make_window
from tests.factories.evidence import make_review

FEBRUARY = month_named("2024-02")
SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANT = timedelta(microseconds=1)
EDGES = [at("2024-02-01 00:00"), at("2024-02-29 00:00"), at("2024-03-01 00:00")]
DAYS = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
# The windows are from 07:30 to 08:30: one that ends just now has closed.
NOWS = [at("2024-02-29 08:29"), at("2024-02-29 08:30"), at("2024-04-01 00:00")]
Row = tuple[dict[str, str], int]

moments = st.sampled_from(EDGES + [edge - INSTANT for edge in EDGES]) | st.integers(0, 40 * 24 * 60).map(
    lambda minutes: at("2024-01-25 00:00") + timedelta(minutes=minutes)
)


@dataclass(frozen=True)
class Trip:
    """One outing: officers and vehicles by their numbers; the first officer's unit leads."""

    moment: datetime
    kind: str
    officers: tuple[int, ...]
    vehicles: tuple[int, ...]
    volunteers: int


@dataclass(frozen=True)
class Visit:
    """One check-in: officer and point by their numbers, and what a commander said of it, if anything."""

    moment: datetime
    officer: int
    point: int
    outcome: str


trips = st.lists(
    st.builds(
        Trip,
        moment=moments,
        kind=st.sampled_from(Outing.Kind.values),
        officers=st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True).map(tuple),
        vehicles=st.lists(st.integers(0, 2), max_size=3, unique=True).map(tuple),
        volunteers=st.integers(0, 9),
    ),
    max_size=6,
)
visits = st.lists(
    st.builds(
        Visit,
        moment=moments,
        officer=st.integers(0, 3),
        point=st.integers(0, 2),
        outcome=st.sampled_from(["", "", "accepted", "rejected"]),
    ),
    max_size=8,
)
# What became of the duty of a window on a day.
duties = st.dictionaries(
    st.tuples(st.integers(0, 3), st.sampled_from(DAYS)),
    st.sampled_from(["open", "done", "late", "missed", "cancelled"]),
    max_size=12,
)


class Ground:
    """What the log is about: people and cars of three units, three points of two stations, and their windows."""

    def __init__(self, cast: Cast) -> None:
        both = [cast.school, cast.other_school]
        self.people: list[User] = [cast.officer, cast.colleague, cast.other_officer, cast.squad_officer]
        self.cars: list[Vehicle] = [make_vehicle(unit) for unit in (cast.station, cast.other_station, cast.squad)]
        self.points: list[PatrolPoint] = [
            cast.point, make_point(cast.station, schools=both), make_point(cast.other_station),
        ]  # fmt: skip
        self.schools = [f"{cast.school.pk}", f"{cast.school.pk},{cast.other_school.pk}", ""]
        occasions = ["arrival", "dismissal", "arrival", "evening"]
        self.windows: list[DutyWindow] = [
            make_window(self.points[number % 3], occasion=occasion) for number, occasion in enumerate(occasions)
        ]

    def of_point(self, number: int) -> dict[str, str]:
        """The keys of what is at a point."""
        point = self.points[number]
        return {"unit": str(point.unit_id), "point": str(point.pk), "school": self.schools[number]}


def _write(cast: Cast, ground: Ground, log: list[Trip], seen: list[Visit], asked: dict[tuple[int, date], str]) -> None:
    for trip in log:
        make_outing(
            *[ground.people[number] for number in trip.officers],
            started_at=trip.moment,
            ended_at=trip.moment,
            vehicles=tuple(ground.cars[number] for number in trip.vehicles),
            volunteers=trip.volunteers,
            kind=trip.kind,
        )
    for visit in seen:
        row = make_check_in(ground.people[visit.officer], ground.points[visit.point], visit.moment)
        if visit.outcome:
            make_review(cast.commander, row, visit.moment, visit.outcome)
    for (window, day), state in asked.items():
        make_duty(ground.windows[window], day, state)


def _is_in_february(moment: datetime) -> bool:
    local = moment.astimezone(SHANGHAI)
    return (local.year, local.month) == (2024, 2)


def _rows(
    ground: Ground, log: list[Trip], seen: list[Visit], asked: dict[tuple[int, date], str], now: datetime
) -> dict[str, list[Row]]:
    """What each figure adds up, of whatever unit: the keys of every row and its number."""
    went = [trip for trip in log if _is_in_february(trip.moment)]
    led = [({"unit": str(ground.people[trip.officers[0]].unit_id), "kind": trip.kind}, trip) for trip in went]
    people = [(trip.kind, ground.people[number]) for trip in went for number in trip.officers]
    cars = [(trip.kind, ground.cars[number]) for trip in went for number in trip.vehicles]
    stood = [visit for visit in seen if _is_in_february(visit.moment) and visit.outcome != "rejected"]
    due = [
        (ground.of_point(window % 3) | {"window": ground.windows[window].occasion}, state)
        for (window, day), state in asked.items()
        if (day.year, day.month) == (2024, 2) and state != "cancelled" and at(f"{day} 08:30") <= now
    ]
    return {
        "outings": [(keys, 1) for keys, _trip in led],
        "volunteer_person_times": [(keys, trip.volunteers) for keys, trip in led],
        "officer_person_times": [
            ({"unit": str(one.unit_id), "kind": kind, "officer": str(one.pk)}, 1) for kind, one in people
        ],
        "vehicle_dispatches": [
            ({"unit": str(one.unit_id), "kind": kind, "vehicle": str(one.pk)}, 1) for kind, one in cars
        ],
        "check_ins": [
            (
                ground.of_point(visit.point)
                | {
                    "officer": str(ground.people[visit.officer].pk),
                    "hour": str(visit.moment.astimezone(SHANGHAI).hour),
                },
                1,
            )
            for visit in stood
        ],
        "duties_due": [(keys, 1) for keys, _state in due],
        "duties_done": [(keys, int(state == "done")) for keys, state in due],
        "duties_missed": [(keys, int(state != "done")) for keys, state in due],
    }


def _by(rows: Iterable[Row], breakdown: str) -> dict[str, int]:
    tally: Counter[str] = Counter()
    for keys, number in rows:
        tally["|".join(keys[name] for name in breakdown.split("|"))] += number
    return {key: number for key, number in tally.items() if number}


def _counted(units: list[Unit], now: datetime) -> dict[str, Counted]:
    of_patrols = [indicator for indicator in indicators() if indicator.source.key.startswith("patrols.")]
    ids = [unit.pk for unit in units]
    cells = {source: source.cells(ids, FEBRUARY, now) for source in {one.source for one in of_patrols}}
    return {one.key: count(one, cells[one.source]) for one in of_patrols}


@given(log=trips, seen=visits, asked=duties, now=st.sampled_from(NOWS))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_and_breakdowns_equal_a_plain_count_of_the_log(
    cast: Cast, log: list[Trip], seen: list[Visit], asked: dict[tuple[int, date], str], now: datetime
) -> None:
    with transaction.atomic():
        ground = Ground(cast)
        _write(cast, ground, log, seen, asked)
        rows = _rows(ground, log, seen, asked, now)

        for units in ([cast.station], [cast.squad], [cast.station, cast.other_station, cast.squad]):
            ids = {str(unit.pk) for unit in units}
            ours = {key: [row for row in of_key if row[0]["unit"] in ids] for key, of_key in rows.items()}
            found = _counted(units, now)
            rate = found.pop("visibility_rate")

            assert {key: one.value for key, one in found.items()} == {
                key: sum(number for _keys, number in of_key) for key, of_key in ours.items()
            }
            for key, one in found.items():
                assert one.breakdowns == {name: _by(ours[key], name) for name in one.breakdowns}
                assert all(sum(each.values()) == one.value for each in one.breakdowns.values())  # type: ignore[arg-type]

            assert rate.value == percent(Decimal(rate.part or 0), Decimal(rate.whole or 0))
            assert (rate.part, rate.whole) == (found["duties_done"].value, found["duties_due"].value)
            for name, by in rate.breakdowns.items():
                done = _by(ours["duties_done"], name)
                assert by == {key: [done.get(key, 0), due] for key, due in _by(ours["duties_due"], name).items()}
        transaction.set_rollback(True)
