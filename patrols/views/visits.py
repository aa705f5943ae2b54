"""Police visits at the own gate, as a principal sees and confirms them: when and where, and nothing else of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.lists.pages import render_list
from patrols.actions.confirmations import confirm_visit, undo_confirmation
from patrols.filters import VisitFilter
from patrols.models import CheckIn, VisitConfirmation
from patrols.permissions import may_undo_confirmation
from schools.models import School


@dataclass(frozen=True, slots=True)
class GateVisit:
    """What a principal may know of a check-in. `confirmed_at`: None as long as no school has confirmed it."""

    pk: int
    point: str
    at: datetime
    confirmed_at: datetime | None
    may_undo: bool


@require_safe
@allowed(is_principal)
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of the last 14 days, newest first, each to be confirmed."""
    user = signed_in(request)
    school = School.objects.visible_to(user).select_related("unit").first()
    seen = CheckIn.objects.at_gate_of(user, timezone.now())
    found = VisitFilter(request.GET, queryset=seen, request=request)

    def shown(rows: Sequence[CheckIn]) -> list[GateVisit]:
        return [_visit(row, user, school) for row in rows]

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": {"visits": rows.count(), "confirmed": rows.filter(confirmation__isnull=False).count()}}

    context = {"frame": "schools/frame.html", "school": school}
    return render_list(
        request, "patrols/visits/list.html", found, page=shown, more=totals, context=context,
        rows=lambda rows: rows.select_related("point", "confirmation"),
    )  # fmt: skip


def _visit(row: CheckIn, user: User, school: School | None) -> GateVisit:
    confirmation: VisitConfirmation | None = getattr(row, "confirmation", None)
    is_own = confirmation is not None and school is not None and confirmation.school_id == school.pk
    return GateVisit(
        pk=row.pk,
        point=row.point.name,
        at=row.captured_at,
        confirmed_at=confirmation.confirmed_at if confirmation else None,
        may_undo=is_own and confirmation is not None and may_undo_confirmation(user, confirmation),
    )


@require_POST
@allowed(is_principal)
def visit_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that police were there."""
    user = signed_in(request)
    row = get_object_or_404(CheckIn.objects.at_gate_of(user, timezone.now()), pk=pk)
    said = _("Thank you. The visit is confirmed.")
    return _told(request, lambda: confirm_visit(by=user, check_in=row), said)


@require_POST
@allowed(is_principal)
def visit_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmation of today back."""
    user = signed_in(request)
    found = get_object_or_404(VisitConfirmation.objects.visible_to(user), check_in=pk)
    said = _("The confirmation is taken back.")
    return _told(request, lambda: undo_confirmation(by=user, confirmation=found), said)


def _told(request: HttpRequest, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do it, say what came of it, and show the visits again."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("patrols:visits")
