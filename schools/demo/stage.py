"""The schools, people and days that the demonstration records are about."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day, midnight
from schools.models import Principalship, School

INVENTED = "演示"
STEP = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class Days:
    """The days with school that are over, oldest first, and today."""

    over: Sequence[date]
    today: date

    def day(self, when: float) -> date:
        """A day that is over: `when` is a share of the span below 1, and from 1 on so many days with school back."""
        number = int(when * len(self.over)) if when < 1 else max(0, len(self.over) - int(when))
        return self.over[number]

    def moment(self, when: float, minute: int, *, after: datetime | None = None) -> datetime:
        """So many minutes into such a day, or a little after `after` if that would not be later."""
        planned = midnight(self.day(when)) + timedelta(minutes=minute)
        return planned if after is None else max(planned, after + STEP)


@dataclass(frozen=True, slots=True)
class Stage:
    """What there is to tell of: schools by name, officers and commander by station, principals by school (by keys)."""

    seed: int
    days: Days
    schools: Mapping[str, School]
    officers: Mapping[int, Sequence[User]]
    commanders: Mapping[int, User]
    heads: Mapping[int, User]

    def officer(self, school: School) -> User:
        """The officer who looks after a school."""
        officers = self.officers[school.unit_id]
        return officers[list(self.schools).index(school.name) % len(officers)]

    def random(self, *about: object) -> Random:
        """Chance, the same for the same seed and the same thing."""
        return Random(" ".join(map(str, (self.seed, *about))))  # noqa: S311  (invented data, no secret)


def set_stage(*, seed: int, now: datetime, first: date, has_school: Callable[[date], bool]) -> Stage:
    """The demonstration's own schools whose station has officers, and the days from `first` to yesterday."""
    today = local_day(now)
    span = (first + timedelta(days=number) for number in range((today - first).days))
    people = User.objects.filter(badge__startswith=f"{INVENTED}-", is_active=True).order_by("username")
    officers: dict[int, list[User]] = defaultdict(list)
    for officer in people.filter(role=User.Role.OFFICER, unit__isnull=False):
        officers[officer.unit_id or 0].append(officer)
    schools = School.objects.filter(address__contains=INVENTED, is_open=True, unit__in=officers)
    heads = Principalship.objects.filter(user__in=people).select_related("user")
    return Stage(
        seed,
        Days([day for day in span if has_school(day)], today),
        {school.name: school for school in schools.with_levels().order_by("pk")},
        officers,
        {user.unit_id or 0: user for user in people.filter(role=User.Role.COMMANDER)},
        {each.school_id: each.user for each in heads},
    )
