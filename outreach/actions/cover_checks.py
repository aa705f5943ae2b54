"""What of a request for event cover cannot be: named by field, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.geo.places import check_place
from campus_safety.local_days import local_day
from outreach.checklist import KEYS
from outreach.models import EventCover
from outreach.models.covers import MOST_PEOPLE
from outreach.states.covers import CoverState
from patrols.models.windows import MOST_STRENGTH
from patrols.roster.people import can_be_on_duty

LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=366)


def check_cover(cover: EventCover, at: datetime) -> None:
    """Refuse a request that cannot be. Raises ValidationError, by field. One query."""
    errors = dict(_errors_of_words(cover)) | dict(_errors_of_times(cover, at)) | dict(_errors_of_place(cover))
    if not errors and _is_asked_already(cover):
        errors["title"] = _("The school has asked for this event already.")
    if errors:
        raise ValidationError(errors)


def check_prepared(keys: Iterable[str]) -> list[str]:
    """Keys of the checklist, each once and in its order. Raises ValidationError for one that is none."""
    known = [key for key in KEYS if key in set(keys)]
    if set(keys) - set(known):
        raise ValidationError({"prepared": _("There is none such.")})
    return known


def check_officers(cover: EventCover, officers: Iterable[User]) -> None:
    """Refuse nobody, too many, and who is no active officer of the unit. Raises ValidationError for `officers`."""
    chosen = list(officers)
    if not chosen:
        raise ValidationError({"officers": _("Choose at least one officer.")})
    if len(chosen) > MOST_STRENGTH:
        raise ValidationError({"officers": _("%(number)s officers at most.") % {"number": MOST_STRENGTH}})
    for officer in chosen:
        if not can_be_on_duty(officer, cover.unit_id):
            text = _("%(officer)s is not an active officer of this unit.") % {"officer": officer}
            raise ValidationError({"officers": text})


def _errors_of_words(cover: EventCover) -> Iterator[tuple[str, str]]:
    if not cover.title.strip():
        yield "title", _("Say what is on.")
    if not cover.valuables_watched_by.strip():
        yield "valuables_watched_by", _("Say who watches phones, bags and instruments: a role, not a name.")
    if not 1 <= cover.people <= MOST_PEOPLE:
        yield "people", _("This is a number from 1 to %(most)s.") % {"most": MOST_PEOPLE}


def _errors_of_times(cover: EventCover, at: datetime) -> Iterator[tuple[str, str]]:
    if cover.starts_at <= at:
        yield "starts_at", _("This moment is over. Ask beforehand; in an emergency call 110.")
    elif cover.starts_at > at + FARTHEST:
        yield "starts_at", _("This is more than a year ahead.")
    if cover.ends_at <= cover.starts_at:
        yield "ends_at", _("It cannot end before it begins.")
    elif local_day(cover.starts_at) != local_day(cover.ends_at):
        yield "ends_at", _("It ends on another day. Ask for each day apart.")
    elif cover.ends_at - cover.starts_at > LONGEST:
        yield "ends_at", _("This is more than %(hours)s hours.") % {"hours": LONGEST // timedelta(hours=1)}


def _errors_of_place(cover: EventCover) -> Iterator[tuple[str, str]]:
    if not cover.school.is_open:
        yield "school", _("This school is closed.")
    if cover.is_off_campus and not cover.place.strip():
        yield "place", _("Say where it is.")
    try:
        check_place(cover.latitude, cover.longitude)
    except ValidationError as error:
        yield from ((field, messages[0]) for field, messages in error.message_dict.items())


def _is_asked_already(cover: EventCover) -> bool:
    same = EventCover.objects.filter(school=cover.school_id, starts_at=cover.starts_at, title=cover.title.strip())
    return same.filter(state__in=[CoverState.REQUESTED, CoverState.APPROVED]).exclude(pk=cover.pk).exists()
