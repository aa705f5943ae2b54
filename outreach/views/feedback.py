"""Rounds of feedback: the list, one round with its forms or results, and its making, changing and ending."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_principal, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from outreach.actions.feedback import change_round, end_round, make_round
from outreach.feedback_results import results_of
from outreach.feedback_rows import own_round_rows, round_rows, round_totals
from outreach.feedback_tables import school_groups, school_lines, score_names, station_groups, station_sections
from outreach.filters.feedback import OwnRoundFilter, RoundFilter
from outreach.forms.feedback import RoundChangeForm, RoundForm
from outreach.models import FeedbackForm, FeedbackRound
from outreach.permissions import is_of_station, works_with_outreach
from outreach.permissions.feedback import may_change_round, may_end_round
from schools.models import School
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_outreach)
def feedback_rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the user's units; for a principal those that ask the own school. Newest first."""
    user, today = signed_in(request), timezone.localdate()
    if is_principal(user):
        frame, mine = frame_of(user), FeedbackRound.objects.visible_to(user)
        own = OwnRoundFilter(request.GET, queryset=mine.order_by("-first_day", "-pk"), request=request)
        return render_list(
            request, "outreach/feedback/own_list.html", own, context=frame,
            page=lambda rounds: own_round_rows(rounds, frame["school"], today),
        )  # fmt: skip
    return render_list(
        request, "outreach/feedback/list.html", filtered_rounds(request), rows=lambda rows: rows.select_related("unit"),
        page=lambda rounds: round_rows(rounds, today), more=lambda rows: {"totals": round_totals(rows, today)},
        context={"show_unit": len(user.unit_ids) > 1},
    )  # fmt: skip


def filtered_rounds(request: HttpRequest) -> RoundFilter:
    """The rounds that the officer sees, as the address filters and orders them."""
    newest_first = FeedbackRound.objects.visible_to(signed_in(request)).order_by("-first_day", "-pk")
    return RoundFilter(request.GET, queryset=newest_first, request=request)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def feedback_round_new(request: HttpRequest) -> HttpResponse:
    """Make a round: its days, its schools, and whom of each."""
    user = signed_in(request)
    form = RoundForm(request.POST if request.method == "POST" else None, instance=FeedbackRound(), user=user)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("schools", "audiences")}
        try:
            made = make_round(by=user, asked=form.instance, **said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The round is made. Its forms and posters are here; the principals are told."))
            return redirect(made)
    return render(request, "outreach/feedback/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@allowed(works_with_outreach)
def feedback_round(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: until it is over its forms and how many have answered, then what they said."""
    user, today = signed_in(request), timezone.localdate()
    asked = visible_round(user, pk)
    forms = FeedbackForm.objects.visible_to(user).filter(round=asked).with_names().with_counts().in_order()
    context: dict[str, Any] = {"round": asked, "stage": asked.stage_on(today), "forms": forms}
    context |= _results(user, asked, forms)
    if is_principal(user):
        return render(request, "outreach/feedback/own_detail.html", context | frame_of(user))
    context |= {
        "may_change": may_change_round(user, asked, today),
        "may_end": may_end_round(user, asked, today),
        "history": told_of(asked),
    }
    return render(request, "outreach/feedback/detail.html", context)


def _results(user: User, asked: FeedbackRound, forms: Iterable[FeedbackForm]) -> dict[str, Any]:
    """The tables and the words of a round that is over; nothing before."""
    results = results_of(asked, today=timezone.localdate())
    if results is None:
        return {}
    schools: list[School] = list({form.school_id: form.school for form in forms}.values())
    if is_principal(user):
        lines = [line for school in schools for line in school_lines(results, school)]
        groups = [group for school in schools for group in school_groups(results, school)]
        return {"scores": score_names(), "lines": lines, "groups": groups}
    sections, groups = station_sections(results, schools), list(station_groups(results, schools))
    return {"scores": score_names(), "sections": sections, "groups": groups}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def feedback_round_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title and the last day of a round that is not over."""
    user = signed_in(request)
    asked = visible_round(user, pk)
    if not may_change_round(user, asked, timezone.localdate()):
        raise PermissionDenied
    form = RoundChangeForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "last_day")}
        try:
            change_round(by=user, asked=asked, **said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The round is saved."))
            return redirect(asked)
    context = {"form": form, "round": asked}
    return render(request, "outreach/feedback/edit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_of_station)
def feedback_round_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make today the last day of a round."""
    user, today = signed_in(request), timezone.localdate()
    asked = visible_round(user, pk)
    if not may_end_round(user, asked, today):
        raise PermissionDenied
    if request.method == "POST":
        end_round(by=user, asked=asked)
        messages.success(request, _("The round ends today; its results are there tomorrow."))
        return redirect(asked)
    context = {
        "title": _("End this round today?"),
        "text": _(
            "It takes answers until midnight. From tomorrow its results stand here, and nobody can answer any more."
        ),
        "facts": [
            (_("Title"), asked.title),
            (_("Last day as it stands"), date_format(asked.last_day, "SHORT_DATE_FORMAT")),
        ],
        "action": _("End the round today"),
        "back_url": asked.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def visible_round(user: User, pk: int) -> FeedbackRound:
    """A round that the user sees, with its unit. Raises Http404."""
    return get_object_or_404(FeedbackRound.objects.visible_to(user).select_related("unit"), pk=pk)
