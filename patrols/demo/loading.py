"""Loads the demonstration data, or fills it up to now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from campus_safety.accounts.demonstration import ACCOUNTS
from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.jobs.models import JobRun
from campus_safety.local_days import local_day
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.actions.marks import mark_months_stale
from campus_safety.statistics.demo.story import import_story
from campus_safety.statistics.periods import Period, month_of
from patrols.actions.making import DAYS_AHEAD, make_duties
from patrols.actions.public import mark_public_stale
from patrols.demo.days import SchoolDays, first_day, make_spans
from patrols.demo.filling import collect_work
from patrols.demo.goals import set_first_goals
from patrols.demo.inboxes import fill_inboxes
from patrols.demo.ladder import Ladder
from patrols.demo.plan import known_codes
from patrols.demo.points import SOURCE, make_points
from patrols.demo.registry import fill_all
from patrols.demo.reviews import fill_reviews
from patrols.demo.roster import fill_roster
from patrols.demo.rows import write
from patrols.demo.schools import make_principalships, make_schools
from patrols.demo.signing import sign_months
from patrols.demo.units import BUREAU, SECOND_STATION, STATION, make_units, make_users, make_vehicles
from patrols.models import Duty
from schools.demo.filling import fill_records

JOB = "patrols.load_demo"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one run has made: duties, outings, check-ins, records of schools, and the months that were compiled."""

    is_first: bool
    duties: int
    outings: int
    check_ins: int
    records: int
    months: list[str]


def loaded_seed() -> int | None:
    """The seed that the demonstration data here was made from; None if there is none."""
    run = JobRun.objects.filter(job=JOB).first()
    return int(run.period) if run else None


def has_other_data() -> bool:
    """Whether there is data that is not demonstration data: a unit, or anybody, the first administrator too."""
    return loaded_seed() is None and (Unit.objects.exists() or User.objects.exists())


def set_password(password: str) -> None:
    """Give the demonstration accounts the password that is asked for, if it is another than before.

    The first account stands for all: whoever changed the password of another one keeps it until DEMO_PASSWORD changes.
    """
    names = [account.username for account in ACCOUNTS]
    accounts = User.objects.filter(username__in=names, badge__startswith="演示-")
    first = accounts.filter(username=ACCOUNTS[0].username).first()
    if first is not None and not check_password(password, first.password):
        accounts.update(password=make_password(password))


def load_demo(*, seed: int, password: str, now: datetime) -> Loaded:
    """Make the demonstration data if there is none, and fill it up to `now` and its duties 14 days further.

    The records of the schools are filled once, also where the rest was loaded before there were any. The same again
    changes nothing. What people did meanwhile stands.
    """
    today = local_day(now)
    with transaction.atomic():
        is_first = loaded_seed() is None
        if is_first:
            _make_ground(seed, password, now)
        duties = _make_duties(now)
        days = SchoolDays.between(first_day(today), today + timedelta(days=DAYS_AHEAD))
        for unit in Unit.objects.filter(code__in=[STATION, SECOND_STATION]).order_by("code"):
            fill_roster(unit, first_day(today), today + timedelta(days=DAYS_AHEAD))
        work = collect_work(seed=seed, now=now, days=days)
        Ladder.between(first_day(today), today).climb(work.closed.values(), now)
        check_ins = write(work)
        others = fill_all(seed, now)
        if is_first:
            fill_inboxes(work.closed.values(), now)
        # What was made for the past and is not closed by now the worker closes.
        Duty.objects.filter(closed_at=None, next_step_at=None).update(next_step_at=F("ends_at"))
        filled = fill_records(seed=seed, now=now, first=first_day(today), has_school=days.has_school)
        if is_first:
            fill_reviews(now)
        import_story(now)
        moments = [*work.moments(), *filled.moments, *others]
        recent = [moment for moment in moments if local_day(moment) >= first_day(today)]
        mark_months_stale(unit_ids=Unit.objects.values_list("pk", flat=True), moments=recent)
        mark_months_stale(unit_ids=_units_of_the_story(), moments=moments)
        if moments or duties:
            mark_public_stale()
        if is_first:
            _leave_trail(seed, now)
    months = _compile_months(moments, now, is_first=is_first)
    return Loaded(is_first, duties, len(work.trips), check_ins, filled.records, months)


def _make_ground(seed: int, password: str, now: datetime) -> None:
    JobRun.objects.create(job=JOB, period=str(seed), started_at=now, finished_at=now)
    units = make_units()
    spans = make_spans(units[BUREAU], first_day(local_day(now)), local_day(now))
    users = make_users(units, password)
    schools = make_schools(units)
    make_principalships(schools)
    points = make_points(units, schools, seed)
    vehicles = make_vehicles(units)
    made = [*users, *spans, *schools.values(), *points, *vehicles]
    told = {"source": (None, SOURCE)}
    record(*(entry(row, action=Action.CREATE, changes=told, actor=None) for row in made))


def _make_duties(now: datetime) -> int:
    """From the first day, or from the day after the last that has duties, to 14 days ahead."""
    today = local_day(now)
    last = Duty.objects.filter(point__code__in=known_codes()).order_by("on").values_list("on", flat=True).last()
    first = first_day(today) if last is None else min(today, last + timedelta(days=1))
    return make_duties(first=first, until=today + timedelta(days=DAYS_AHEAD)).made


def _compile_months(moments: Collection[datetime], now: datetime, *, is_first: bool) -> list[str]:
    """Compile every unit's months in which something happened, units below before those above.

    What was before the days that are filled happened at one station.

    The first time the station's commander signs some of them, before they enter the bureau's.
    """
    if not moments:
        return []
    today, of_the_story = local_day(now), _units_of_the_story()
    periods = _months_of(moments, today)
    units = sorted(Unit.objects.with_tree_fields(), key=lambda unit: (-unit.tree_depth, unit.pk))
    for unit in units:
        for period in periods:
            if unit.pk in of_the_story or period.last_day >= first_day(today):
                compile_report(unit=unit, period=period, at=now)
        if is_first and unit.code == STATION:
            set_first_goals(unit, periods)
            sign_months(unit, periods, now)
    return [period.code for period in periods]


def _units_of_the_story() -> list[int]:
    """The station whose story it is, and the units above it."""
    return list(Unit.objects.at_or_above(Unit.objects.get(code=STATION)).values_list("pk", flat=True))


def _months_of(moments: Collection[datetime], today: date) -> list[Period]:
    """The months of the moments, and of the days that are filled all from the earliest moment on. Oldest first."""
    days = {local_day(moment) for moment in moments}
    told = {month_of(day) for day in days if day <= today}
    filled = min((day for day in days if day >= first_day(today)), default=today)
    return sorted(told | set(_months(filled, today)), key=lambda month: month.first_day)


def _months(first: date, last: date) -> list[Period]:
    periods = [month_of(first)]
    while periods[-1].last_day < last:
        periods.append(periods[-1].after())
    return periods


def _leave_trail(seed: int, now: datetime) -> None:
    station = Unit.objects.get(code=STATION)
    changes = {"demonstration data": (None, f"seed {seed}, {first_day(local_day(now))} –"), "source": (None, SOURCE)}
    record(entry(station, action=Action.UPDATE, changes=changes, actor=None, text=f"load_demo · {station.name}"))
