"""What an activity cannot be: each fault with the field that it is named at."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.days import FIRST_YEAR
from campus_safety.local_days import local_day
from campus_safety.wording import listed
from outreach.models import Activity
from outreach.models.activities import MOST_CLASS_HOURS, MOST_DRILL_MIN, MOST_HEADS
from schools.models import School

LONGEST = timedelta(days=3)
FURTHEST_AHEAD = timedelta(days=366)
# A class hour is 35 to 45 minutes: in an hour there are two at most.
CLASS_HOURS_AN_HOUR = 2
HEADS = ("children", "staff", "parents")
Faults = Iterator[tuple[str, str]]


def check_activity(
    activity: Activity, schools: Collection[School], officers: Collection[User], at: datetime,
    before: Activity | None = None,
) -> None:  # fmt: skip
    """Refuse an activity that cannot be. `before` is the row so far: its officers may have left the unit since.

    Raises ValidationError with the first fault of each field.
    """
    faults: dict[str, str] = {}
    stay = before.officers.all() if before else ()
    found = (
        *_faults_in_time(activity, at, before),
        *_faults_of_kind(activity),
        *_faults_of_a_drill(activity),
        *_faults_of_heads(activity),
        *_faults_of_ties(activity, schools, officers, stay),
        *_faults_of_the_day(activity, officers),
    )
    for field, words in found:
        faults.setdefault(field, words)
    if faults:
        raise ValidationError(faults)


def _faults_in_time(activity: Activity, at: datetime, before: Activity | None) -> Faults:
    starts_at, ends_at = activity.starts_at, activity.ends_at
    if ends_at <= starts_at:
        yield "ends_at", _("It ends after it begins.")
    if ends_at - starts_at > LONGEST:
        yield "ends_at", _("An activity lasts three days at most; enter several.")
    if timezone.localtime(starts_at).year < FIRST_YEAR:
        yield "starts_at", _("Before the year %(year)s is too long ago.") % {"year": FIRST_YEAR}
    if not activity.is_planned:
        if starts_at > at:
            yield "starts_at", _("This moment is yet to come: plan it, and log it once it has taken place.")
        if ends_at > at:
            yield "ends_at", _("This moment is yet to come.")
        return
    is_moved = before is None or not before.is_planned or before.starts_at != starts_at
    if is_moved and starts_at < at:
        yield "starts_at", _("This moment is over: log it as held.")
    if starts_at - at > FURTHEST_AHEAD:
        yield "starts_at", _("This is more than a year ahead.")


def _faults_of_kind(activity: Activity) -> Faults:
    hours, span = activity.class_hours, activity.ends_at - activity.starts_at
    if activity.kind not in Activity.Kind.values:
        yield "kind", _("There is none such.")
    if not activity.title.strip():
        yield "title", _("Say in a few words what it is about.")
    if activity.kind != Activity.Kind.LECTURE:
        if hours is not None:
            yield "class_hours", _("Only a lecture has class hours.")
    elif hours is None:
        if not activity.is_planned:
            yield "class_hours", _("Say how many class hours it was.")
    elif not 0 < hours <= MOST_CLASS_HOURS:
        yield "class_hours", _("Class hours are more than 0 and %(most)s at most.") % {"most": MOST_CLASS_HOURS}
    elif hours > (most := CLASS_HOURS_AN_HOUR * _hours(span)) > 0:
        words = _("From beginning to end there is time for %(most)s class hours.")
        yield "class_hours", words % {"most": floatformat(most)}


def _faults_of_a_drill(activity: Activity) -> Faults:
    minutes, span = activity.drill_min, activity.ends_at - activity.starts_at
    if activity.kind != Activity.Kind.DRILL:
        if activity.drill:
            yield "drill", _("Only a drill is of a kind of drill.")
        if minutes is not None:
            yield "drill_min", _("Minutes are taken of a drill only.")
        return
    if activity.drill not in Activity.Drill.values:
        yield "drill", _("Choose the kind of drill.")
    if minutes is None:
        return
    if activity.is_planned:
        yield "drill_min", _("This is said once it has taken place.")
    elif not 0 < minutes <= MOST_DRILL_MIN:
        yield "drill_min", _("Minutes are more than 0 and %(most)s at most.") % {"most": MOST_DRILL_MIN}
    elif minutes > (most := 60 * _hours(span)) > 0:
        words = _("From beginning to end it is %(most)s minutes: it cannot have taken more.")
        yield "drill_min", words % {"most": floatformat(most)}


def _faults_of_heads(activity: Activity) -> Faults:
    for field in HEADS:
        heads = getattr(activity, field)
        if not 0 <= heads <= MOST_HEADS:
            yield field, _("Heads are a number from 0 to %(most)s.") % {"most": MOST_HEADS}
        elif heads and activity.is_planned:
            yield field, _("This is said once it has taken place.")
    if activity.outcome.strip() and activity.is_planned:
        yield "outcome", _("This is said once it has taken place.")


def _faults_of_ties(
    activity: Activity, schools: Collection[School], officers: Collection[User], stay: Iterable[User]
) -> Faults:
    if not schools:
        yield "schools", _("Choose at least one school.")
    if elsewhere := listed(school.name for school in schools if school.unit_id != activity.unit_id):
        yield "schools", _("%(names)s: no school of this unit.") % {"names": elsewhere}
    if not officers:
        yield "officers", _("Choose at least one officer.")
    ours = User.objects.officers().filter(unit_id=activity.unit_id, pk__in=[officer.pk for officer in officers])
    if strangers := {*officers} - {*ours, *stay}:
        names = listed(sorted(str(officer) for officer in strangers))
        yield "officers", _("%(names)s: no officer of this unit.") % {"names": names}


def _faults_of_the_day(activity: Activity, officers: Collection[User]) -> Faults:
    """Nobody gives more class hours in a day than fit into one. One query, of a lecture only."""
    if activity.kind != Activity.Kind.LECTURE or not activity.class_hours:
        return
    others = Activity.objects.not_cancelled().exclude(pk=activity.pk)
    given = others.class_hours_on(local_day(activity.starts_at), [officer.pk for officer in officers])
    for officer in officers:
        hours = given.get(officer.pk, Decimal(0)) + activity.class_hours
        if activity.class_hours < hours and hours > MOST_CLASS_HOURS:
            words = _("With others of that day %(officer)s gives %(hours)s class hours; %(most)s are the most.")
            yield "class_hours", words % {"officer": officer, "hours": floatformat(hours), "most": MOST_CLASS_HOURS}
            return


def _hours(span: timedelta) -> Decimal:
    return Decimal(span.total_seconds()) / 3600
