"""What every entry to a case needs: that the case is in hand, and that nobody else turns it meanwhile."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incidents.actions.steps import locked
from incidents.models import Case


def lock_in_hand(case: Case) -> Case:
    """The case, locked until the transaction ends. Raises ValidationError if it is not accepted, or at its end."""
    found = locked(case)
    if not found.is_in_hand:
        words = {"state": found.get_state_display()}
        raise ValidationError(_("Nothing can be entered now: this case is “%(state)s”.") % words)
    return found
