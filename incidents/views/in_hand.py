"""The case to which something is entered."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from campus_safety.accounts.models import User
from incidents.models import Case
from incidents.permissions import may_add_to_case


def case_in_hand(user: User, pk: int) -> Case:
    """A case to which the user may add. Raises Http404 for one not to be seen, PermissionDenied for one at its end."""
    case = get_object_or_404(Case.objects.visible_to(user).select_related("category"), pk=pk)
    check_in_hand(user, case)
    return case


def check_in_hand(user: User, case: Case) -> None:
    """Raises PermissionDenied unless the user may add to the case and change what was added."""
    if not may_add_to_case(user, case):
        raise PermissionDenied
