"""What is known of an appointment that is to be: the facts that its rules look at, and what cannot be at all."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from outreach.appointment_rules import Facts, Place, findings
from outreach.findings import Finding
from outreach.models import Appointment
from outreach.models.appointments import LEAST_AGE, MOST_AGE, MOST_TRAINED_HOURS
from outreach.states.appointments import TAKES_A_PLACE


def findings_of(appointment: Appointment) -> list[Finding]:
    """What the rules of its first day say of an appointment, written or not. Five queries at most."""
    return findings(facts_of(appointment))


def facts_of(appointment: Appointment) -> Facts:
    """What the rules look at. Five queries at most."""
    first, last = appointment.starts_on, appointment.last_day
    others = list(
        Appointment.objects.filter(officer=appointment.officer, state__in=TAKES_A_PLACE)
        .exclude(pk=appointment.pk)
        .select_related("school")
        .prefetch_related("school__levels")
    )
    beside = Appointment.objects.filter(school=appointment.school).taking_a_place(first, first)
    return Facts(
        school_id=appointment.school_id,
        levels=levels_of(appointment),
        first_day=first,
        last_day=last,
        trained_hours=appointment.trained_hours,
        age=appointment.age,
        had_retired_term=any(other.is_retired and other.last_day < first for other in others),
        places=tuple(_place(other) for other in others if _share_a_day(other, first, last)),
        colleagues=beside.exclude(pk__in=[appointment.pk, appointment.follows_id]).count(),
    )


def levels_of(appointment: Appointment) -> frozenset[str]:
    """The levels of the appointment's school."""
    return frozenset(level.level for level in appointment.school.levels.all())


def _place(appointment: Appointment) -> Place:
    return Place(appointment.school_id, levels_of(appointment), appointment.starts_on, appointment.last_day)


def _share_a_day(appointment: Appointment, first: date, last: date) -> bool:
    begins, ends = appointment.starts_on, appointment.last_day
    return begins <= last and ends >= max(first, begins)


def faults_of(appointment: Appointment) -> Iterator[tuple[str, str]]:
    """(field, words) of what cannot be, whatever the rules of the day say. Three queries at most."""
    if not appointment.school.is_open:
        yield "school", _("This school is not in operation.")
    yield from fault_of_officer(appointment)
    yield from _faults_of_values(appointment)
    if appointment.ends_on < appointment.starts_on:
        yield "ends_on", _("The last day lies before the first.")
        return
    same = Appointment.objects.filter(officer=appointment.officer, school=appointment.school)
    overlapping = same.taking_a_place(appointment.starts_on, appointment.ends_on).exclude(pk=appointment.pk).first()
    if overlapping:
        words = _("At this school the officer is appointed or proposed already from %(first)s to %(last)s.")
        days = {"first": overlapping.starts_on, "last": overlapping.last_day}
        yield "starts_on", words % {name: date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()}


def fault_of_officer(appointment: Appointment) -> Iterator[tuple[str, str]]:
    """(field, words) if the officer is no active one of the school's station. One query."""
    of_unit = User.objects.officers().filter(unit_id=appointment.school.unit_id)
    if not of_unit.filter(pk=appointment.officer_id).exists():
        yield "officer", _("This officer is none of the school's police station.")


def _faults_of_values(appointment: Appointment) -> Iterator[tuple[str, str]]:
    if not 0 <= appointment.trained_hours <= MOST_TRAINED_HOURS:
        yield "trained_hours", _("Between 0 and %(most)s hours.") % {"most": MOST_TRAINED_HOURS}
    if appointment.age is not None and not LEAST_AGE <= appointment.age <= MOST_AGE:
        yield "age", _("Between %(least)s and %(most)s years.") % {"least": LEAST_AGE, "most": MOST_AGE}
