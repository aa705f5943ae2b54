"""Teams: the list and their editing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from patrols.actions.roster import save_team
from patrols.filters.roster import TeamFilter
from patrols.forms.teams import NAME_TAKEN, TeamForm
from patrols.models import Team
from patrols.permissions import may_keep_roster


@require_safe
@allowed(is_officer)
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of the user's units, with their officers."""
    user = signed_in(request)
    mine = Team.objects.visible_to(user).order_by("unit__code", "name")
    found = TeamFilter(request.GET, queryset=mine, request=request)
    context = {"may_keep": may_keep_roster(user)}
    return render_list(
        request, "patrols/teams/list.html", found,
        rows=lambda rows: rows.with_members().select_related("unit"), context=context,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_keep_roster)
def team_new(request: HttpRequest) -> HttpResponse:
    """Enter a team."""
    return _edit(request, signed_in(request), Team())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(may_keep_roster)
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a team, or take it out of use."""
    user = signed_in(request)
    return _edit(request, user, get_object_or_404(Team.objects.visible_to(user).select_related("unit"), pk=pk))


def _save(user: User, form: TeamForm) -> bool:
    try:
        save_team(by=user, team=form.instance, members=form.cleaned_data["members"])
    except ValidationError as error:
        form.add_error(None, error)
    except IntegrityError:  # the unit has a team of this name
        form.add_error("name", NAME_TAKEN)
    return form.is_valid()


def _edit(request: HttpRequest, user: User, team: Team) -> HttpResponse:
    form = TeamForm(request.POST if request.method == "POST" else None, instance=team, user=user)
    if form.is_valid() and _save(user, form):
        messages.success(request, _("%(team)s is saved.") % {"team": form.instance.name})
        return redirect("patrols:teams")
    kept = Team.objects.filter(pk=team.pk).first() if team.pk else None
    history = told_of(team, labels={"members": gettext_lazy("officers")}, people=["members"]) if kept else []
    context = {"form": form, "team": kept, "history": history}
    return render(request, "patrols/teams/form.html", context, status=400 if form.errors else 200)
