"""Who may enter which area. Views, templates, navigation and the API ask the same predicates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from campus_safety.accounts.models import Unit, User

Predicate = Callable[[User], bool]
View = Callable[..., HttpResponseBase]


def is_officer(user: User) -> bool:
    """A police officer or the officers' commander: those who go out and do the unit's work."""
    return user.role in {User.Role.OFFICER, User.Role.COMMANDER}


def has_area(user: User) -> bool:
    """Police of a station, which has schools and points, or above stations; a traffic squad has none of its own."""
    return is_officer(user) and user.unit is not None and user.unit.kind != Unit.Kind.TRAFFIC_SQUAD


def is_commander(user: User) -> bool:
    """The head of a unit."""
    return user.role == User.Role.COMMANDER


def is_principal(user: User) -> bool:
    """The head of a school."""
    return user.role == User.Role.PRINCIPAL


def is_auditor(user: User) -> bool:
    """The reader of the audit trail."""
    return user.role == User.Role.AUDITOR


def is_administrator(user: User) -> bool:
    """The manager of users and units."""
    return user.role == User.Role.ADMINISTRATOR


def signed_in(request: HttpRequest) -> User:
    """The user of a request that the sign-in middleware let through."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def allowed(predicate: Predicate, *, hidden: bool = False) -> Callable[[View], View]:
    """A view for those of whom `predicate` holds; others who are signed in get 403, or 404 where it is `hidden`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not predicate(signed_in(request)):
                if hidden:
                    raise Http404
                raise PermissionDenied
            return view(request, *args, **options)

        return checked

    return decorate
