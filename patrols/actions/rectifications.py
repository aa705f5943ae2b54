"""What a rectification outing found: said when it ends, or later."""

from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, entry, mask, record
from patrols.claims import Findings
from patrols.models import Outing
from patrols.permissions import may_note_findings

MOST_FOUND = 1000


@transaction.atomic
def note_findings(*, by: User, outing: Outing, findings: Findings) -> Outing:
    """Say what a rectification outing found, in place of what was said before.

    Raises PermissionDenied for who has no part in it, ValidationError by field for what cannot be.
    """
    if not may_note_findings(by, outing):
        raise PermissionDenied
    check_findings(outing, findings)
    return write_findings(by=by, outing=outing, findings=findings)


def check_findings(outing: Outing, findings: Findings) -> None:
    """Refuse findings of another kind of outing, and numbers that cannot be.

    Raises ValidationError by field.
    """
    values = asdict(findings)
    if not outing.is_rectification:
        field = next((name for name, value in values.items() if value not in {None, ""}), "found")
        raise ValidationError({field: _("Only a rectification outing says what was found.")})
    for name in ("places_checked", "problems_found"):
        if values[name] is not None and not 0 <= values[name] <= MOST_FOUND:
            raise ValidationError({name: _("This is a number from 0 to 1,000.")})


def write_findings(*, by: User, outing: Outing, findings: Findings) -> Outing:
    """Write checked findings; what stays as it was leaves no trace, and the words enter the trail by name only."""
    values = asdict(findings)
    changes = {name: (getattr(outing, name), value) for name, value in values.items() if getattr(outing, name) != value}
    if not changes:
        return outing
    Outing.objects.filter(pk=outing.pk).update(**values)
    if "found" in changes:
        before, after = changes["found"]
        changes["found"] = (mask(before), mask(after))
    record(entry(outing, action=Action.UPDATE, changes=changes, actor=by))
    for name, value in values.items():
        setattr(outing, name, value)
    return outing
