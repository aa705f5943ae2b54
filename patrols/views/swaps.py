"""My own duties, and swaps: offered, asked of me, answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import PER_PAGE, render_list
from campus_safety.wording import relisted
from patrols.actions.roster import A_TEAM_GOES_TOGETHER, accept_swap, ask_swap, decline_swap, withdraw_swap
from patrols.filters.roster import SwapFilter
from patrols.forms.swaps import AnswerForm, ColleagueForm, SwapForm
from patrols.models import RosterEntry, Standby, Swap
from patrols.roster.mine import MyRound, coming_rounds

ANSWERS = {AnswerForm.ACCEPT: accept_swap, AnswerForm.DECLINE: decline_swap, AnswerForm.WITHDRAW: withdraw_swap}


@require_safe
@allowed(is_officer)
def roster_mine(request: HttpRequest) -> HttpResponse:
    """What I have to do in the next four weeks, where I step in, and the swaps that wait for an answer."""
    user, now = signed_in(request), timezone.now()
    waiting = Swap.objects.visible_to(user).waiting(now).select_related("asked_by", "asked_of")
    rounds = coming_rounds(user, now)
    context = {
        "page_obj": Paginator(rounds, PER_PAGE).get_page(request.GET.get("page")),
        "about_teams": A_TEAM_GOES_TOGETHER if any(each.team for each in rounds) else "",
        "standbys": Standby.objects.filter(officer=user, on__gte=timezone.localdate())[:PER_PAGE],
        "asked_of_me": waiting.filter(asked_of=user),
        "asked_by_me": waiting.filter(asked_by=user),
    }
    return render(request, "patrols/roster/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def swap_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a round of mine: first whom to ask, then what in return."""
    user, now = signed_in(request), timezone.now()
    if asked_before := Swap.objects.waiting(now).filter(asked_by=user, entries=pk).first():
        return redirect(asked_before)  # a second tap, or a page that was left open
    given = _round_of(user, pk)
    colleague = ColleagueForm(request.GET or None, user=user)
    context = {"given": given, "colleague": colleague, "form": None}
    if not colleague.is_valid():
        return render(request, "patrols/roster/swap_new.html", context, status=400 if colleague.errors else 200)
    of = colleague.cleaned_data["of"]
    theirs = [each for each in coming_rounds(of, now) if each.may_be_swapped]
    form = SwapForm(request.POST if request.method == "POST" else None, given=given, theirs=theirs)
    if form.is_valid() and (asked := _ask(user, of, form)):
        messages.success(request, _("%(officer)s is asked. Your duty stays yours until the answer.") % {"officer": of})
        return redirect(asked)
    context |= {"form": form, "of": of}
    return render(request, "patrols/roster/swap_new.html", context, status=400 if form.errors else 200)


def _round_of(user: User, pk: int) -> MyRound:
    """The coming round of the user that an entry is part of; 403 for another's duty, or a team's."""
    entry = get_object_or_404(RosterEntry.objects.visible_to(user), pk=pk)
    if entry.officer_id != user.pk:
        raise PermissionDenied
    rounds = coming_rounds(user, timezone.now())
    found = next((each for each in rounds if each.may_be_swapped and entry in each.entries), None)
    if found is None:
        raise Http404
    return found


def _ask(user: User, of: User, form: SwapForm) -> Swap | None:
    try:
        return ask_swap(
            by=user, entries=form.given_entries(), of=of, in_return=form.taken_entries(), note=form.cleaned_data["note"]
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swap as a list shows it, and whether it still waits for its answer."""

    swap: Swap
    is_waiting: bool


@require_safe
@allowed(is_officer)
def swaps(request: HttpRequest) -> HttpResponse:
    """The swaps of the user's units, newest first."""
    now = timezone.now()
    found = SwapFilter(request.GET, queryset=Swap.objects.visible_to(signed_in(request)), request=request)

    def shown(listed: Sequence[Swap]) -> list[SwapRow]:
        return [SwapRow(each, each.is_waiting(now)) for each in listed]

    return render_list(
        request, "patrols/roster/swaps.html", found,
        rows=lambda rows: rows.select_related("asked_by", "asked_of"), page=shown,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """One swap; whoever is asked answers it here, whoever asks takes it back."""
    user, now = signed_in(request), timezone.now()
    found = get_object_or_404(Swap.objects.visible_to(user).select_related("asked_by", "asked_of", "unit"), pk=pk)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            _answer(request, user, found, form.cleaned_data["answer"])
        return redirect(found)
    is_waiting = found.is_waiting(now)
    context = {
        "swap": found,
        "is_waiting": is_waiting,
        "may_answer": is_waiting and user == found.asked_of,
        "may_withdraw": is_waiting and user == found.asked_by,
        "history": told_of(found, words={"given": relisted, "taken": relisted}),
    }
    return render(request, "patrols/roster/swap.html", context)


def _answer(request: HttpRequest, user: User, found: Swap, answer: str) -> None:
    said = {
        AnswerForm.ACCEPT: _("The swap is done: the roster has changed."),
        AnswerForm.DECLINE: _("The swap is declined: the roster stays as it was."),
        AnswerForm.WITHDRAW: _("The swap is no longer asked."),
    }
    try:
        ANSWERS[answer](by=user, swap=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said[answer])
