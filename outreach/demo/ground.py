"""What the rows of the demonstration stand on: the station, its people and schools, today, and what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from auditlog.models import LogEntry

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, Changes
from campus_safety.local_days import local_day, midnight
from outreach.models.steps import StepTaken
from patrols.demo.units import STATION
from schools.demo.trail import dated
from schools.models import Principalship, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One station and its people; `trail` and `moments` grow with what is written."""

    unit: Unit
    officers: Sequence[User]
    commander: User
    heads: Mapping[int, User]
    schools: Mapping[str, School]
    now: datetime
    trail: list[LogEntry] = field(default_factory=list)
    # When something happened that a month counts.
    moments: list[datetime] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on which it is filled."""
        return local_day(self.now)

    def day(self, back: int) -> date:
        """The day so many days ago; a negative number lies ahead."""
        return self.today - timedelta(days=back)

    def at(self, back: int, hour: float) -> datetime:
        """So many hours into that day."""
        return midnight(self.day(back)) + timedelta(hours=hour)

    def head_of(self, school: School) -> User:
        """Its principal, or, where it has no account, the commander, who notes it for the school."""
        return self.heads.get(school.pk, self.commander)

    def note(self, row: object, changes: Changes, by: User | None, at: datetime, action: int = Action.CREATE) -> None:
        """Put on the trail what was written of a row."""
        self.trail.append(dated(row, changes, by, at, action))  # type: ignore[arg-type]

    def note_steps(self, steps: Sequence[StepTaken], name: str) -> None:
        """Put on the trail every step of the row that is called `name` on it."""
        for step in steps:
            action = Action.UPDATE if step.before else Action.CREATE
            self.note(getattr(step, name), {"state": (step.before or None, step.after)}, step.by, step.at, action)


def ground_at(now: datetime) -> Ground | None:
    """The station of the demonstration with its invented people; None if nobody commands it any more."""
    station = User.objects.filter(unit__code=STATION, badge__startswith="演示-", is_active=True).select_related("unit")
    officers = list(station.filter(role=User.Role.OFFICER).order_by("username"))
    commander = station.filter(role=User.Role.COMMANDER).first()
    if commander is None or commander.unit is None or not officers:
        return None
    heads = Principalship.objects.filter(user__in=station).select_related("user")
    schools = School.objects.filter(unit=commander.unit).select_related("unit").with_levels()
    return Ground(
        unit=commander.unit,
        officers=officers,
        commander=commander,
        heads={each.school_id: each.user for each in heads},
        schools={school.name: school for school in schools},
        now=now,
    )
