"""What an action on cases cannot be: each fault with the field that it is named at."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import ROUND_UP, Decimal

from django.core.exceptions import ValidationError
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.wording import listed
from incidents.models import Case, CaseAction
from incidents.models.work import MOST_HOURS
from incidents.querysets.work import TENTH

LONGEST_SPAN = timedelta(days=366)
Faults = Iterator[tuple[str, str]]


def check_in_hand(cases: Iterable[Case]) -> None:
    """Refuse to touch what a case counts that is not in hand. Raises ValidationError at `cases`."""
    if fixed := _numbers(case for case in cases if not case.is_in_hand):
        words = _("%(numbers)s: not accepted, or closed; an action of it stays as it is.")
        raise ValidationError({"cases": words % {"numbers": fixed}})


def check_action(
    action: CaseAction, cases: Collection[Case], officers: Collection[User], at: datetime, stay: Iterable[User] = ()
) -> None:
    """Refuse an action that cannot be; officers who `stay` on it may have left the unit since.

    Raises ValidationError with the first fault of each field.
    """
    faults: dict[str, str] = {}
    for field, words in (*_faults_in_time(action, at), *_faults_of_ties(action, cases, officers, stay)):
        faults.setdefault(field, words)
    if faults:
        raise ValidationError(faults)


def _faults_in_time(action: CaseAction, at: datetime) -> Faults:
    span = action.ended_at - action.started_at
    if span < timedelta():
        yield "ended_at", _("It cannot have ended before it began.")
    if action.started_at > at:
        yield "started_at", _("This moment is yet to come.")
    if action.ended_at > at:
        yield "ended_at", _("This moment is yet to come.")
    if span > LONGEST_SPAN:
        yield "ended_at", _("An action lasts a year at most; enter several.")
    if not 0 <= action.hours <= MOST_HOURS:
        yield "hours", _("Hours are a number from 0 to 2,000.")
    most = (Decimal(span.total_seconds()) / 3600).quantize(TENTH, ROUND_UP)
    if action.hours > most >= 0:
        words = _("From beginning to end it is %(most)s hours: it cannot have taken more.")
        yield "hours", words % {"most": floatformat(most)}
    if not action.result.strip():
        yield "result", _("Say what came of it.")


def _faults_of_ties(
    action: CaseAction, cases: Collection[Case], officers: Collection[User], stay: Iterable[User]
) -> Faults:
    ours = User.objects.officers().filter(unit_id=action.unit_id, pk__in=[officer.pk for officer in officers])
    if strangers := {*officers} - {*ours, *stay}:
        names = listed(sorted(str(officer) for officer in strangers))
        yield "officers", _("%(names)s: no officer of this unit.") % {"names": names}
    if not officers:
        yield "officers", _("Choose at least one officer.")
    if not cases:
        yield "cases", _("Choose at least one case.")
    if elsewhere := _numbers(case for case in cases if case.unit_id != action.unit_id):
        yield "cases", _("%(numbers)s: no case of this unit.") % {"numbers": elsewhere}
    if not_in_hand := _numbers(case for case in cases if not case.is_in_hand):
        yield "cases", _("%(numbers)s: not accepted, or closed; nothing is entered.") % {"numbers": not_in_hand}
    if later := _numbers(case for case in cases if case.reported_at > action.ended_at):
        yield "cases", _("%(numbers)s: reported only after this had ended.") % {"numbers": later}


def _numbers(cases: Iterable[Case]) -> str:
    return listed(case.number for case in cases)
