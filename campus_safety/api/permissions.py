"""Who may enter an area of the API: the same predicates that the pages ask."""

from typing import ClassVar

from django.http import Http404
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


class HiddenArea(AreaPermission):
    """An area of which others are told nothing: who is signed in gets 404."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the user may enter. Raises Http404 for others who are signed in."""
        may_enter = super().has_permission(request, view)
        if not may_enter and isinstance(request.user, User):
            raise Http404
        return may_enter


class ForPolice(AreaPermission):
    """Officers and commanders."""

    predicates = (is_officer,)


class ForPoliceAndPrincipals(AreaPermission):
    """Officers, commanders, and principals, who see what is of the own school."""

    predicates = (is_officer, is_principal)
