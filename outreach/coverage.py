"""Which schools have a legal vice-principal today, which will soon have none, and which have none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import pgettext_lazy

from campus_safety.rules.catalogue import rule
from outreach.appointment_rules import is_bound
from outreach.models import Appointment
from outreach.states.appointments import Standing
from schools.models import School
from schools.querysets import SchoolQuerySet


class Cover(models.TextChoices):
    """How a school is provided for. *soon none*: nobody is appointed or proposed beyond the days of the warning."""

    NONE = "none", pgettext_lazy("vice-principals of a school", "none")
    SOON_NONE = "soon_none", pgettext_lazy("vice-principals of a school", "soon none")
    COVERED = "covered", pgettext_lazy("vice-principals of a school", "appointed")


# What `with_cover` has said of a school, for a filter.
SAYS = {
    Cover.NONE: Q(is_covered=False),
    Cover.SOON_NONE: Q(is_covered=True, stays_covered=False),
    Cover.COVERED: Q(is_covered=True, stays_covered=True),
}


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A school, how it is provided for, who is appointed today, and who is proposed or begins later.

    `is_bound`: Order 52 asks for at least one; of a kindergarten it is a guide.
    """

    school: School
    cover: Cover
    is_bound: bool
    in_force: list[Appointment]
    coming: list[Appointment]

    @property
    def mark(self) -> str:
        """Its mark: due where nobody is appointed, or soon will be."""
        return "done" if self.cover == Cover.COVERED else "due"


def with_cover(schools: SchoolQuerySet, today: date) -> SchoolQuerySet:
    """With `is_covered`, somebody is in force today, and `stays_covered`, or will be beyond the days of the warning."""
    then = today + timedelta(days=rule("appointment_warning", today).value or 0)
    here = Appointment.objects.filter(school=OuterRef("pk"))
    return schools.annotate(
        is_covered=Exists(here.in_force(today)), stays_covered=Exists(here.taking_a_place(then, then))
    )


def uncovered(schools: SchoolQuerySet, today: date) -> SchoolQuerySet:
    """Those in operation that have no legal vice-principal today."""
    return with_cover(schools, today).filter(SAYS[Cover.NONE], is_open=True)


def cover_totals(schools: QuerySet[Any]) -> dict[str, int]:
    """How many there are, and how many are provided for in each way; needs `with_cover`. One query."""
    counted: dict[str, int] = schools.order_by().aggregate(
        schools=Count("pk"), **{cover.value: Count("pk", filter=says) for cover, says in SAYS.items()}
    )
    return counted


def cover_rows(schools: Sequence[Any], today: date) -> list[CoverRow]:
    """Schools of one page, from `with_cover` and `with_levels`, with their appointments. One query."""
    found: defaultdict[tuple[int, bool], list[Appointment]] = defaultdict(list)
    held = Appointment.objects.filter(school__in=[school.pk for school in schools]).taking_a_place(today, date.max)
    for appointment in held.with_names().order_by("starts_on", "pk"):
        is_now = appointment.standing(today) == Standing.ACTIVE
        found[appointment.school_id, is_now].append(appointment)
    return [
        CoverRow(
            school=school,
            cover=_cover_of(school),
            is_bound=is_bound({level.level for level in school.levels.all()}),
            in_force=found[school.pk, True],
            coming=found[school.pk, False],
        )
        for school in schools
    ]


def _cover_of(school: Any) -> Cover:
    if not school.is_covered:
        return Cover.NONE
    return Cover.COVERED if school.stays_covered else Cover.SOON_NONE
