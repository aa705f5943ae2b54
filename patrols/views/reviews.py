"""The queue of flagged check-ins, and the commander's word on them: one by one, or several accepted together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_commander, signed_in
from campus_safety.audit.trail import Action, entry, note_reading, record
from campus_safety.lists.pages import render_list
from patrols.actions.reviews import accept_check_ins, review_check_in
from patrols.filters import ReviewFilter
from patrols.findings import Finding, doubts_of, findings_of
from patrols.forms.evidence import ReviewForm
from patrols.models import CheckIn, CheckInReview
from patrols.permissions import may_review
from patrols.querysets import CheckInQuerySet
from patrols.views.check_ins import place_of

MOST_AT_ONCE = 50  # a page of the queue


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A check-in of the queue with what set its flags."""

    check_in: CheckIn
    doubts: list[Finding]


def _of_units(user: User) -> CheckInQuerySet:
    """The check-ins that are the user's to review, or were; those at points of other units are reviewed there."""
    return CheckIn.objects.visible_to(user).filter(unit_id__in=user.unit_ids)


@require_safe
@allowed(is_commander)
def reviews(request: HttpRequest) -> HttpResponse:
    """Flagged check-ins without a review, newest first, each with the numbers behind its flags. Reading is traced."""
    user = signed_in(request)
    note_reading(by=user, where=request.get_full_path())
    found = ReviewFilter(request.GET, queryset=_of_units(user), request=request)

    def shown(rows: Sequence[CheckIn]) -> list[Doubtful]:
        return [Doubtful(row, doubts_of(row)) for row in rows]

    context = {"query": request.GET.urlencode()}
    return render_list(
        request, "patrols/reviews/list.html", found, rows=lambda rows: rows.with_all(), page=shown, context=context,
        more=lambda rows: {"number": rows.count(), "is_waiting": _is_waiting(found)},
    )  # fmt: skip


def _is_waiting(found: ReviewFilter) -> bool:
    return found.form.cleaned_data["state"] not in CheckInReview.Outcome.values


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on one check-in: where it was, the numbers, its duty, one form. Then the next of the queue comes up."""
    user = signed_in(request)
    row = get_object_or_404(_of_units(user).with_all(), pk=pk)
    if not may_review(user, row):
        raise PermissionDenied
    former = CheckInReview.objects.filter(check_in=row).first()
    initial = {"outcome": former.outcome} if former else None
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _decided(form, user, row):
        return _go_on(request, user, row)
    record(entry(row, action=Action.ACCESS, changes={}, actor=user))
    context = {
        "check_in": row,
        "former": former,
        "form": form,
        "findings": findings_of(row),
        "waiting": _of_units(user).to_review(user).count(),
        "queue_url": _queue(request),
        **place_of(row),
    }
    return render(request, "patrols/reviews/decide.html", context, status=400 if form.errors else 200)


def _decided(form: ReviewForm, user: User, row: CheckIn) -> bool:
    """Whether the word was taken; if not, the form says why."""
    try:
        review_check_in(by=user, check_in=row, outcome=form.cleaned_data["outcome"], reason=form.cleaned_data["reason"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _go_on(request: HttpRequest, user: User, row: CheckIn) -> HttpResponse:
    """To the next one that waits, as the queue was filtered: an older one, else the newest, else back to the queue."""
    found = ReviewFilter(request.GET, queryset=_of_units(user), request=request)
    is_queue = found.is_valid() and _is_waiting(found)
    waiting = (found.qs if is_queue else CheckIn.objects.none()).order_by("-captured_at", "-pk")
    older = waiting.filter(Q(captured_at__lt=row.captured_at) | Q(captured_at=row.captured_at, pk__lt=row.pk))
    coming = older.first() or waiting.first()
    if coming is None:
        messages.success(request, _("Noted. Nothing else waits here."))
        return redirect(_queue(request))
    messages.success(request, _("Noted. This is the next one."))
    return redirect(_with_query(reverse("patrols:check_in_review", args=[coming.pk]), request))


def _queue(request: HttpRequest) -> str:
    return _with_query(reverse("patrols:reviews"), request)


def _with_query(address: str, request: HttpRequest) -> str:
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_commander)
def reviews_accept(request: HttpRequest) -> HttpResponse:
    """Accept the ticked check-ins of the queue together; asked once more before."""
    user = signed_in(request)
    chosen = _chosen(request, user)
    if not chosen:
        messages.info(request, _("Tick the check-ins that are to be accepted."))
        return redirect("patrols:reviews")
    if request.method == "POST":
        number = accept_check_ins(by=user, check_ins=chosen)
        words = ngettext("%(number)s check-in is accepted.", "%(number)s check-ins are accepted.", number)
        messages.success(request, words % {"number": number})
        return redirect("patrols:reviews")
    context: dict[str, Any] = {"rows": [Doubtful(row, doubts_of(row)) for row in chosen], "number": len(chosen)}
    return render(request, "patrols/reviews/accept.html", context)


def _chosen(request: HttpRequest, user: User) -> list[CheckIn]:
    """Those of the named check-ins that wait for the user. Raises Http404 for names that are none."""
    named = (request.POST if request.method == "POST" else request.GET).getlist("check_in")
    if len(named) > MOST_AT_ONCE or not all(name.isascii() and name.isdigit() and len(name) < 19 for name in named):
        raise Http404
    waiting = _of_units(user).to_review(user).filter(pk__in=named)
    return list(waiting.with_all().order_by("-captured_at", "-pk"))
