"""The figures of the schools' records and their breakdowns against a count in plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campus_safety.levels import Level
from campus_safety.local_days import local_day
from schools.models import Hazard, HazardStep, Inspection, RectificationNotice, SchoolLevel
from tests.cast import Cast
from tests.factories import at, make_school
from tests.factories.schools import make_premises
from tests.statistics.naive import FEBRUARY, Row, by, counted, is_in_february, moments, of_units

# While the month runs, and long after it.
NOWS = [at("2028-02-20 12:00"), at("2028-05-01 00:00")]
PREMISES = 3
PATHS = [
    ["open"], ["reported"], ["reported", "open"], ["open", "rectified"], ["open", "rectified", "verified"],
    ["open", "rectified", "open"], ["open", "rectified", "open", "rectified", "verified"],
    ["reported", "rectified", "verified"], ["open", "withdrawn"],
]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A hazard: where (a school's number, or PREMISES), its states, the days between them and to each deadline."""

    found: datetime
    where: int
    source: str
    path: tuple[str, ...]
    gaps: tuple[int, ...]
    due_in: int

    @property
    def steps(self) -> list[tuple[datetime, str, date | None]]:
        """Its steps: when, to which state, and the deadline that the step set."""
        found, moment = [], self.found
        for number, state in enumerate(self.path):
            moment += timedelta(days=self.gaps[number] if number else 0)
            due_on = local_day(moment) + timedelta(days=self.due_in) if state == "open" else None
            found.append((moment, state, due_on))
        return found

    def stood(self, end: datetime) -> tuple[str, date | None]:
        """Its state and deadline just before a moment; no state before it was found."""
        state, due_on = "", None
        for moment, after, due in self.steps:
            if moment < end:
                state, due_on = after, due or due_on
        return state, due_on

    @property
    def counts(self) -> bool:
        """What was withdrawn was none."""
        return self.path[-1] != "withdrawn"


hazards = st.lists(
    st.builds(
        Told,
        found=moments,
        where=st.integers(0, PREMISES),
        source=st.sampled_from(Hazard.Source.values),
        path=st.sampled_from(PATHS).map(tuple),
        gaps=st.tuples(*[st.integers(0, 20)] * 5),
        due_in=st.integers(0, 15),
    ),
    max_size=8,
)
# When it was finished, at which school, and whether by the school itself.
visits = st.lists(st.tuples(moments, st.integers(0, 2), st.booleans()), max_size=6)
# When it was issued, to which school or to the premises.
papers = st.lists(st.tuples(moments, st.integers(0, PREMISES)), max_size=6)


class Ground:
    """Two schools and premises of one station, and a school of another: each with its keys."""

    def __init__(self, cast: Cast) -> None:
        both = make_school(cast.station, level=Level.PRIMARY)
        SchoolLevel.objects.create(school=both, level=Level.MIDDLE)
        self.cast, self.schools = cast, [cast.school, both, make_school(cast.other_station, level=Level.HIGH)]
        self.premises, self.levels = make_premises(cast.station), ["kindergarten", "primary,middle", "high"]

    def where(self, number: int) -> dict[str, int | None]:
        """Of what a row is, as columns."""
        if number == PREMISES:
            return {"unit_id": self.premises.unit_id, "school_id": None, "premises_id": self.premises.pk}
        return {"unit_id": self.schools[number].unit_id, "school_id": self.schools[number].pk, "premises_id": None}

    def keys(self, number: int) -> dict[str, str]:
        """The same as keys."""
        if number == PREMISES:
            return {"unit": str(self.premises.unit_id), "school": "", "level": ""}
        school = self.schools[number]
        return {"unit": str(school.unit_id), "school": str(school.pk), "level": self.levels[number]}


def _write(
    ground: Ground, told: Sequence[Told], made: list[tuple[datetime, int, bool]], issued: list[tuple[datetime, int]]
) -> None:
    officer = ground.cast.officer
    Inspection.objects.bulk_create(
        Inspection(
            unit_id=ground.schools[where].unit_id, school=ground.schools[where], by_school=by_school, inspector=officer,
            started_at=moment, finished_at=moment,
        )
        for moment, where, by_school in made
    )  # fmt: skip
    Inspection.objects.create(
        unit=ground.cast.station, school=ground.cast.school, inspector=officer, started_at=FEBRUARY.starts_at
    )
    RectificationNotice.objects.bulk_create(
        RectificationNotice(**ground.where(where), year=2028, serial=number, issued_at=moment, issued_by=officer)
        for number, (moment, where) in enumerate(issued)
    )
    rows = Hazard.objects.bulk_create(
        Hazard(
            **ground.where(one.where), source=one.source, description="x", found_at=one.found, found_by=officer,
            state=one.path[-1], due_on=max((due for _at, _state, due in one.steps if due), default=None),
            verified_at=one.steps[-1][0] if one.path[-1] == "verified" else None,
        )
        for one in told
    )  # fmt: skip
    HazardStep.objects.bulk_create(
        HazardStep(hazard=row, after=state, at=moment, by=officer, text="x", due_on=due_on)
        for row, one in zip(rows, told, strict=True)
        for moment, state, due_on in one.steps
    )


def _rows(
    ground: Ground,
    told: list[Told],
    made: list[tuple[datetime, int, bool]],
    issued: list[tuple[datetime, int]],
    now: datetime,
) -> dict[str, list[Row]]:
    """What each figure adds up, of whatever unit: the keys of every row and its number."""
    end = FEBRUARY.ends_at
    today = local_day(min(end, now))
    ours = [(ground.keys(one.where) | {"source": one.source}, one) for one in told if one.counts]
    open_then = [(keys, *one.stood(end)) for keys, one in ours if one.stood(end)[0] not in {"", "verified"}]
    inspected = {where for moment, where, by_school in made if is_in_february(moment) and not by_school}
    return {
        "schools_inspected": [(ground.keys(where), 1) for where in inspected],
        "hazards_found": [(keys, 1) for keys, one in ours if is_in_february(one.found)],
        "hazards_open": [(keys, 1) for keys, _state, _due in open_then],
        "hazards_overdue": [(keys, 1) for keys, state, due in open_then if state == "open" and due and due < today],
        "hazards_rectified": [
            (keys, 1) for keys, one in ours if one.path[-1] == "verified" and is_in_february(one.steps[-1][0])
        ],
        "notices_issued": [(ground.keys(where), 1) for moment, where in issued if is_in_february(moment)],
    }


@given(told=hazards, made=visits, issued=papers, now=st.sampled_from(NOWS))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_and_breakdowns_equal_a_plain_count_of_the_records(
    cast: Cast,
    told: list[Told],
    made: list[tuple[datetime, int, bool]],
    issued: list[tuple[datetime, int]],
    now: datetime,
) -> None:
    with transaction.atomic():
        ground = Ground(cast)
        _write(ground, told, made, issued)
        rows = _rows(ground, told, made, issued, now)

        for units in ([cast.station], [cast.station, cast.other_station]):
            ours = {key: of_units(of_key, units) for key, of_key in rows.items()}
            found = counted("schools", units, now)

            assert {key: one.value for key, one in found.items()} == {key: len(of_key) for key, of_key in ours.items()}
            for key, one in found.items():
                assert one.breakdowns == {name: by(ours[key], name) for name in one.breakdowns}
        transaction.set_rollback(True)
