"""What is done on cases: logged, put right, taken out. It stands as it is while one of its cases is not in hand."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, record
from campus_safety.statistics.actions.marks import mark_months_stale
from incidents.actions.work_faults import check_action, check_in_hand
from incidents.models import Case, CaseAction


@transaction.atomic
def log_action(
    *, by: User, action: CaseAction, cases: Collection[Case], officers: Collection[User], at: datetime | None = None
) -> CaseAction:
    """Write an action of a unit with the officers who did it and the cases that it served.

    Raises ValidationError, by field: for times out of order or to come, hours below 0 or beyond the span, without a
    result, for officers or cases that are none or of another unit, for cases that are not in hand or were reported only
    after the action had ended.
    """
    check_action(action, _locked(cases), officers, at or timezone.now())
    action.entered_by = by
    action.save()
    _tie(action, by=by, cases=cases, officers=officers)
    mark_months_stale(unit_ids=[action.unit_id], moments=[action.started_at])
    return action


@transaction.atomic
def change_action(
    *, by: User, action: CaseAction, cases: Collection[Case], officers: Collection[User], at: datetime | None = None
) -> CaseAction:
    """Write an action as `action` has it now, with these officers and cases in place of those before.

    Officers who have left the unit since stay. Raises ValidationError as `log_action` does, and if one of its cases so
    far is not in hand any more.
    """
    before = _still_there(action)
    served = list(before.cases.all())
    now = {case.pk: case for case in _locked([*served, *cases])}
    check_in_hand(now[case.pk] for case in served)
    check_action(action, [now[case.pk] for case in cases], officers, at or timezone.now(), stay=before.officers.all())
    action.save()
    _tie(action, by=by, cases=cases, officers=officers)
    mark_months_stale(unit_ids=[action.unit_id], moments=[before.started_at, action.started_at])
    return action


@transaction.atomic
def remove_action(*, by: User, action: CaseAction) -> None:
    """Take out an action that was none; the trail keeps it. Raises ValidationError as `change_action` does."""
    found = _still_there(action)
    check_in_hand(_locked(found.cases.all()))
    changes = {name: (said, "") for name, said in _ties_of(found).items()}
    record(entry(found, action=Action.UPDATE, changes=changes, actor=by))
    found.delete()
    mark_months_stale(unit_ids=[found.unit_id], moments=[found.started_at])


def _still_there(action: CaseAction) -> CaseAction:
    found = CaseAction.objects.select_for_update(no_key=True).filter(pk=action.pk).first()
    if found is None:
        raise ValidationError(_("Somebody has taken this action out meanwhile."))
    return found


def _locked(cases: Iterable[Case]) -> list[Case]:
    """The cases as they are now, locked in the order of their keys: none is closed until this is written."""
    wanted = [case.pk for case in cases]
    return list(Case.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))


def _tie(action: CaseAction, *, by: User, cases: Collection[Case], officers: Collection[User]) -> None:
    """Write whose work it was and for which cases, and put on the trail what that changes."""
    before = _ties_of(action)
    action.cases.set(cases)
    action.officers.set(officers)
    changes = {name: (before[name], after) for name, after in _ties_of(action).items() if after != before[name]}
    if changes:
        record(entry(action, action=Action.UPDATE, changes=changes, actor=by))


def _ties_of(action: CaseAction) -> dict[str, str]:
    """Cases by number and officers by username, as the trail has them."""
    return {
        "cases": ", ".join(case.number for case in action.cases.order_by("year", "serial")),
        "officers": ", ".join(action.officers.order_by("username").values_list("username", flat=True)),
    }
