"""The appointments: the fourteen of 2018-06-27, those that followed, and one of each standing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from campus_safety.accounts.models import User
from campus_safety.local_days import midnight
from outreach.demo.ground import Ground
from outreach.models import Appointment, AppointmentStep
from outreach.models.feedback import new_secret
from outreach.states.appointments import AppointmentState, Ending

Title = Appointment.Title

# The first legal vice-principal of a kindergarten in the city, and thirteen others on the same day.
FIRST_DAY = date(2018, 6, 27)
FIRST_SCHOOL = "三峡幼儿园"
KINDERGARTENS = (
    FIRST_SCHOOL, "金色阳光幼儿园", "隆鑫大地幼儿园", "青枫幼儿园", "红石幼儿园", "南苑幼儿园", "晨光幼儿园",
    "坪上幼儿园", "橙子树幼儿园", "小百合幼儿园", "星河幼儿园", "启明幼儿园", "育新幼儿园", "桥东幼儿园",
)  # fmt: skip
# Since the school year of 2024, invented. 桥东幼儿园 has none any more.
LATER_DAY = date(2024, 9, 1)
SCHOOLS = ("青石坪小学", "桥北小学", "青石坪中学", "桥南职业中学")
EXPIRING, HANDED_OVER, PROPOSED = "南苑幼儿园", "晨光幼儿园", "桥南职业中学"
TRAINED_HOURS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """One term: where, whose (the place in the row of officers), as what, from when until when."""

    school: str
    officer: int
    title: str
    starts_on: date
    ends_on: date
    state: AppointmentState = AppointmentState.ISSUED
    ended_on: date | None = None


def write_appointments(ground: Ground) -> list[Appointment]:
    """Write the terms with their letters and steps."""
    terms = [term for term in (*_story(), *_later(ground)) if term.school in ground.schools]
    serials: Counter[int] = Counter()
    rows = [_row(ground, term, serials) for term in terms]
    Appointment.objects.bulk_create(rows)
    steps = [step for row in rows for step in _steps(ground, row)]
    AppointmentStep.objects.bulk_create(steps)
    ground.note_steps(steps, "appointment")
    return rows


def _story() -> list[Term]:
    until = FIRST_DAY.replace(year=2021) - timedelta(days=1)
    return [Term(name, number, Title.LEGAL_KINDERGARTEN, FIRST_DAY, until) for number, name in enumerate(KINDERGARTENS)]


def _later(ground: Ground) -> list[Term]:
    until, number = LATER_DAY.replace(year=2027) - timedelta(days=1), len(KINDERGARTENS)
    plain = [name for name in KINDERGARTENS[:-1] if name not in {EXPIRING, HANDED_OVER}]
    terms = [Term(name, KINDERGARTENS.index(name), Title.LAW_KINDERGARTEN, LATER_DAY, until) for name in plain]
    terms += [
        Term(name, number - 1 - place, Title.LAW_SCHOOL, LATER_DAY, until)
        for place, name in enumerate(name for name in SCHOOLS if name != PROPOSED)
    ]
    soon, moved, fifth = ground.day(-40), ground.day(60), KINDERGARTENS.index(EXPIRING)
    ended = {"state": AppointmentState.ENDED, "ended_on": moved}
    terms += [
        Term(EXPIRING, fifth, Title.LAW_KINDERGARTEN, soon.replace(year=soon.year - 3, day=1), soon),
        Term(HANDED_OVER, fifth + 1, Title.LAW_KINDERGARTEN, LATER_DAY, until, **ended),  # type: ignore[arg-type]
        Term(HANDED_OVER, fifth + 3, Title.LAW_KINDERGARTEN, moved + timedelta(days=1), until),
        Term(PROPOSED, fifth + 2, Title.LAW_SCHOOL, ground.day(-7), until, AppointmentState.PROPOSED),
    ]
    return terms


def _row(ground: Ground, term: Term, serials: Counter[int]) -> Appointment:
    officer = ground.officers[term.officer % len(ground.officers)]
    row = Appointment(
        unit=ground.unit, school=ground.schools[term.school], officer=officer,
        title=term.title, starts_on=term.starts_on, ends_on=term.ends_on, trained_hours=_trained(term),
        state=term.state, ended_on=term.ended_on, ending=Ending.HANDED_OVER if term.ended_on else "",
        entered_by=ground.commander,
    )  # fmt: skip
    if row.has_letter:
        row.issued_on = min(term.starts_on, ground.today)
        row.year, row.token = row.issued_on.year, new_secret()
        serials[row.year] += 1
        row.serial = serials[row.year]
    return row


def _trained(term: Term) -> int:
    """Nothing is told of training in 2018."""
    return 0 if term.starts_on == FIRST_DAY else TRAINED_HOURS


def _steps(ground: Ground, row: Appointment) -> list[AppointmentStep]:
    story = row.starts_on == FIRST_DAY
    marked = "" if story else "（演示）"
    told = [("", AppointmentState.PROPOSED, _early(ground, row), ground.commander, marked)]
    if row.issued_on:
        head = ground.head_of(row.school)
        told.append((AppointmentState.PROPOSED, AppointmentState.ISSUED, row.issued_on, head, marked))
    if row.ended_on:
        words = "民警调整岗位，移交继任（演示）"
        told.append((AppointmentState.ISSUED, AppointmentState.ENDED, row.ended_on, ground.commander, words))
    return [_step(row, *each) for each in told]


def _early(ground: Ground, row: Appointment) -> date:
    """Of the story only the day is told; others were proposed a week before."""
    day = row.starts_on if row.starts_on == FIRST_DAY else row.starts_on - timedelta(days=7)
    return min(day, ground.day(1))


def _step(row: Appointment, before: str, after: str, on: date, by: User, text: str) -> AppointmentStep:
    at = midnight(on) + timedelta(hours=9 if not before else 10)
    return AppointmentStep(appointment=row, before=before, after=after, at=at, by=by, text=text)
