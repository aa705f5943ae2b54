"""The figures of the work with schools and their breakdowns against plain Python, round the ends of a leap February."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.accounts.models import Unit
from campus_safety.levels import Level
from campus_safety.local_days import local_day
from campus_safety.statistics.counting import percent
from outreach.models import Activity, ActivitySchool, CoverOuting, Dispute, EventCover, Measure, Opinion
from outreach.states.activities import TOOK_PLACE, ActivityState
from outreach.states.opinions import DISPUTE_ENDED, DisputeState
from schools.models import School
from tests.cast import Cast
from tests.factories import at, make_first_outings, make_outing, make_point, make_school
from tests.factories.feedback import form_of, make_answers, make_round
from tests.statistics.naive import EDGES, Row, by, counted, is_in_february, moments, of_units

# A round that ends today is not over yet.
NOWS = [at("2028-02-20 12:00"), at("2028-02-29 23:59"), at("2028-04-01 00:00")]
HOUR = timedelta(hours=1)
Kind = Activity.Kind
stations = st.integers(0, 1)


@dataclass(frozen=True)
class Done:
    """One activity: its schools and measures by their numbers, children, staff and parents, tenths of class hours."""

    moment: datetime
    station: int
    kind: str
    drill: str
    state: str
    schools: tuple[int, ...]
    measures: frozenset[int]
    heads: tuple[int, int, int]
    tenths: int


@dataclass(frozen=True)
class Said:
    """One opinion and its answer, one dispute and its end, one event and its outings: each at this moment."""

    moment: datetime
    station: int
    school: int
    kind: str
    topic: str
    is_answered: bool
    dispute: str
    outings: int


@dataclass(frozen=True)
class Asked:
    """One round: the day it ends on, and the marks that it was given."""

    moment: datetime
    station: int
    marks: tuple[int, ...]


activities = st.lists(
    st.builds(
        Done,
        moment=moments,
        station=stations,
        kind=st.sampled_from([*Kind.values, Kind.DRILL, Kind.DRILL]),
        drill=st.sampled_from(["evacuation", "fire"]),
        state=st.sampled_from(ActivityState.values),
        schools=st.sampled_from([(0,), (1,), (1, 0)]),
        measures=st.frozensets(st.integers(0, 2)),
        heads=st.tuples(*[st.integers(0, 400)] * 3),
        tenths=st.integers(1, 40),
    ),
    max_size=10,
)
voices = st.lists(
    st.builds(
        Said,
        moment=moments,
        station=stations,
        school=st.integers(0, 1),
        kind=st.sampled_from(Opinion.Kind.values),
        topic=st.sampled_from(Opinion.Topic.values[:3]),
        is_answered=st.booleans(),
        dispute=st.sampled_from(DisputeState.values),
        outings=st.integers(0, 2),
    ),
    max_size=4,
)
rounds = st.lists(
    st.builds(Asked, moment=moments, station=stations, marks=st.lists(st.integers(1, 5), max_size=8).map(tuple)),
    max_size=3,
)


class Ground:
    """What the log is about: at each of two stations a kindergarten and a primary school; and measures, one unused."""

    def __init__(self, cast: Cast) -> None:
        School.objects.update(is_open=False)
        self.units: list[Unit] = [cast.station, cast.other_station]
        self.officers = [cast.officer, cast.other_officer]
        make_first_outings(*self.officers)
        levels = (Level.KINDERGARTEN, Level.PRIMARY)
        self.schools = [[make_school(unit, level=level) for level in levels] for unit in self.units]
        self.measures = list(Measure.objects.order_by("number")[:3])
        Measure.objects.filter(pk=self.measures[2].pk).update(is_active=False)

    def of(self, station: int, *schools: int) -> dict[str, str]:
        """The keys of what a station does with some of its schools."""
        keys = sorted(self.schools[station][number].pk for number in schools)
        return {"unit": str(self.units[station].pk), "school": ",".join(map(str, keys))}


def _write(ground: Ground, log: list[Done], words: list[Said], asked: list[Asked]) -> None:
    for done in log:
        children, staff, parents = done.heads
        row = Activity.objects.create(
            unit=ground.units[done.station], kind=done.kind, title="x", starts_at=done.moment,
            ends_at=done.moment + HOUR, state=done.state, children=children, staff=staff, parents=parents,
            class_hours=Decimal(done.tenths) / 10 if done.kind == Kind.LECTURE else None,
            drill=done.drill if done.kind == Kind.DRILL else "", entered_by=ground.officers[0],
        )  # fmt: skip
        row.measures.set([ground.measures[number] for number in done.measures])
        for number in done.schools:
            ActivitySchool.objects.create(activity=row, school=ground.schools[done.station][number])
    for said in words:
        _write_words(ground, said)
    for each in asked:
        school, last = ground.schools[each.station][0], local_day(each.moment)
        made = make_round(
            ground.officers[each.station], school, first_day=last, last_day=last, unit=ground.units[each.station]
        )
        make_answers(form_of(made, school), *each.marks)


def _write_words(ground: Ground, said: Said) -> None:
    officer, school = ground.officers[said.station], ground.schools[said.station][said.school]
    of = {"unit": ground.units[said.station], "school": school, "entered_by": officer}
    answer = {"state": "answered", "answered_at": said.moment, "answer": "x"} if said.is_answered else {}
    Opinion.objects.create(
        kind=said.kind, topic=said.topic, way="visit", text="x", received_at=said.moment,
        due_on=local_day(said.moment), **of, **answer,
    )  # fmt: skip
    Dispute.objects.create(
        parties=["parents"], text="x", found_on=local_day(said.moment), state=said.dispute, lead=officer,
        ended_on=local_day(said.moment) if said.dispute in DISPUTE_ENDED else None,
        handed_to="x" if said.dispute == DisputeState.HANDED_ON else "", **of,
    )  # fmt: skip
    cover = EventCover.objects.create(
        title="x", latitude=29.5, longitude=106.5, starts_at=said.moment, ends_at=said.moment + HOUR, people=1,
        valuables_watched_by="x", requested_at=said.moment, state="approved",
        point=make_point(ground.units[said.station]), **of,
    )  # fmt: skip
    for _each in range(said.outings):
        CoverOuting.objects.create(
            cover=cover, outing=make_outing(officer, started_at=said.moment, ended_at=said.moment)
        )


def _rows(ground: Ground, log: list[Done], words: list[Said], now: datetime) -> dict[str, list[Row]]:
    """What each figure adds up, of whatever unit: the keys of every row and its number."""
    held = [
        (done, ground.of(done.station, *done.schools) | {"kind": done.kind, "drill": done.drill})
        for done in log
        if done.state in TOOK_PLACE and is_in_february(done.moment)
    ]
    lately = [
        (said, ground.of(said.station, said.school) | {"officer": str(ground.officers[said.station].pk)})
        for said in words
        if is_in_february(said.moment)
    ]
    educating = {Kind.LECTURE, Kind.DRILL, Kind.OPEN_DAY}
    return {
        "campus_visits": [(keys, 1) for done, keys in held if done.kind == Kind.VISIT],
        "legal_education_sessions": [(keys, 1) for done, keys in held if done.kind == Kind.LECTURE],
        "class_hours": [(keys, Decimal(done.tenths) / 10) for done, keys in held if done.kind == Kind.LECTURE],
        "drills_held": [(keys, 1) for done, keys in held if done.kind == Kind.DRILL],
        "people_educated": [(keys, done.heads[0] + done.heads[1]) for done, keys in held if done.kind in educating],
        "drills_overdue": _owing(ground, log, now),
        "event_covers": [(keys, 1) for said, keys in lately if said.outings],
        "opinions_answered": [
            (keys | {"opinion": said.kind, "topic": said.topic}, 1) for said, keys in lately if said.is_answered
        ],
        "disputes_resolved": [(keys, 1) for said, keys in lately if said.dispute == DisputeState.RESOLVED],
    }


def _owing(ground: Ground, log: list[Done], now: datetime) -> list[Row]:
    """Primary schools are asked by the month and kindergartens by the quarter; both are over before the moment."""
    moment = min(now, EDGES[-1])
    is_over = moment == EDGES[-1]
    begins = [at("2027-10-01 00:00"), at("2028-02-01 00:00") if is_over else at("2028-01-01 00:00")]
    drilled = {
        (done.station, number)
        for done in log
        for number in done.schools
        if done.kind == Kind.DRILL and done.drill == "evacuation" and done.state in TOOK_PLACE
        if begins[number] <= done.moment < moment
    }
    return [(ground.of(*one), 1) for one in ((0, 0), (0, 1), (1, 0), (1, 1)) if one not in drilled]


@given(log=activities, words=voices, now=st.sampled_from(NOWS))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_and_breakdowns_equal_a_plain_count_of_the_log(
    cast: Cast, log: list[Done], words: list[Said], now: datetime
) -> None:
    with transaction.atomic():
        ground = Ground(cast)
        _write(ground, log, words, [])
        rows = _rows(ground, log, words, now)

        for stations, units in (({0}, [cast.station]), ({0, 1}, [cast.bureau_unit, cast.station, cast.other_station])):
            ours = {key: of_units(of_key, units) for key, of_key in rows.items()}
            found = counted("outreach", units, now)
            measures, _satisfaction = found.pop("measures_served"), found.pop("satisfaction")

            assert {key: one.value for key, one in found.items()} == {
                key: sum(number for _keys, number in of_key) for key, of_key in ours.items()
            }
            for key, one in found.items():
                assert one.breakdowns == {name: by(ours[key], name) for name in one.breakdowns}

            served = {
                str(ground.measures[number].pk): 1
                for done in log
                if done.station in stations and done.state in TOOK_PLACE and is_in_february(done.moment)
                for number in done.measures - {2}
            }
            assert (measures.value, measures.breakdowns) == (Decimal(len(served)), {"measure": served})
        transaction.set_rollback(True)


@given(asked=rounds, now=st.sampled_from(NOWS))
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_satisfaction_equals_a_plain_count_of_the_answers(cast: Cast, asked: list[Asked], now: datetime) -> None:
    with transaction.atomic():
        ground = Ground(cast)
        _write(ground, [], [], asked)
        by_unit: dict[str, list[int]] = {}
        for each in asked:
            is_over = local_day(each.moment) < local_day(now)
            if is_over and is_in_february(each.moment) and len(each.marks) >= 5:
                said = by_unit.setdefault(str(ground.units[each.station].pk), [0, 0])
                said[0] += sum(mark >= 4 for mark in each.marks)
                said[1] += len(each.marks)

        found = counted("outreach", ground.units, now)["satisfaction"]

        satisfied, answers = (sum(numbers) for numbers in zip(*by_unit.values(), strict=True)) if by_unit else (0, 0)
        assert found.value == percent(satisfied, answers)
        assert found.breakdowns == {"unit": by_unit}
        transaction.set_rollback(True)
