"""Who may enter an area of the API: the same predicates that the pages ask."""

from typing import ClassVar

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import Predicate, is_officer, is_principal


class AreaPermission(BasePermission):
    """For those of whom one of the predicates holds; others who are signed in get 403."""

    predicates: ClassVar[tuple[Predicate, ...]] = ()

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the user may enter."""
        user = request.user
        return isinstance(user, User) and any(admits(user) for admits in self.predicates)


class ForPolice(AreaPermission):
    """Officers and commanders."""

    predicates = (is_officer,)


class ForPoliceAndPrincipals(AreaPermission):
    """Officers, commanders, and principals, who see what is of the own school."""

    predicates = (is_officer, is_principal)
