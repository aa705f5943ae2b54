"""Who may read the trail. Accounts stand above the audit, so the role is read by its name."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def may_read_trail(user: object) -> bool:
    """The auditor, and nobody else: neither the commander nor the administrator."""
    return getattr(user, "role", "") == "auditor"


def reader_of(request: HttpRequest) -> models.Model:
    """The auditor who asks. Raises PermissionDenied for everybody else."""
    if not isinstance(request.user, models.Model) or not may_read_trail(request.user):
        raise PermissionDenied
    return request.user


def for_auditors(view: View) -> View:
    """A view for the auditor; others who are signed in get 403."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        reader_of(request)
        return view(request, *args, **options)

    return checked
