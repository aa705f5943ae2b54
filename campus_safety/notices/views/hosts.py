"""The hosts that messages may go to, for administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.permissions import allowed, is_administrator, signed_in
from campus_safety.lists.pages import render_list
from campus_safety.notices.actions.hosts import approve_host
from campus_safety.notices.approval import proposed_hosts
from campus_safety.notices.filters import HostFilter
from campus_safety.notices.forms import HostForm
from campus_safety.notices.models import ApprovedHost, Channel


@require_safe
@allowed(is_administrator)
def hosts(request: HttpRequest) -> HttpResponse:
    """The approved hosts, and those that wait for an administrator to approve them."""
    found = HostFilter(request.GET, queryset=ApprovedHost.objects.all(), request=request)
    proposed = [(kind, Channel.Kind(kind).label, host) for kind, host in proposed_hosts().items()]
    return render_list(
        request,
        "notices/hosts.html",
        found,
        rows=lambda rows: rows.select_related("approved_by"),
        context={"proposed": proposed},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_administrator)
def host_new(request: HttpRequest) -> HttpResponse:
    """Approve a host for a kind of channel; `kind` and `host` of the address fill the form in."""
    initial = {name: request.GET.get(name, "") for name in ("kind", "host")}
    form = HostForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            host = approve_host(by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Messages may go to %(host)s.") % {"host": host})
            return redirect("notices:hosts")
    return render(request, "notices/host_form.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_administrator)
def host_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the approval of a host back."""
    host = get_object_or_404(ApprovedHost, pk=pk)
    if request.method == "POST":
        host.delete()
        messages.success(request, _("No message goes to %(host)s any more.") % {"host": host})
        return redirect("notices:hosts")
    context = {
        "title": _("Take the approval back?"),
        "text": _("Channels that lead there stay, and say that their host is not approved."),
        "facts": [(host.get_kind_display(), host.host), (_("What for"), host.reason or "–")],
        "action": _("Take the approval back"),
        "back_url": reverse("notices:hosts"),
    }
    return render(request, "confirm.html", context)
