"""Terms and breaks: the list, their editing, taking one out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.calendars.actions import remove_span, save_span
from campus_safety.calendars.filters import SpanFilter
from campus_safety.calendars.forms import SpanForm
from campus_safety.calendars.models import Span
from campus_safety.calendars.permissions import keeps_spans, may_keep_span
from campus_safety.lists.pages import render_list


@require_safe
@allowed(is_officer)
def spans(request: HttpRequest) -> HttpResponse:
    """The terms and breaks that hold in the user's units, the latest first."""
    user = signed_in(request)
    rows = Span.objects.visible_to(user).select_related("unit").order_by("-first_day", "level", "-pk")
    found = SpanFilter(request.GET, queryset=rows, request=request)
    return render_list(request, "calendars/spans/list.html", found, context={"may_add": keeps_spans(user)})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(keeps_spans)
def span_new(request: HttpRequest) -> HttpResponse:
    """Enter a term or break."""
    return _edit(request, signed_in(request), Span())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def span_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a term or break; the coming duties follow."""
    user = signed_in(request)
    return _edit(request, user, _kept(user, pk))


def _kept(user: User, pk: int) -> Span:
    span = get_object_or_404(Span.objects.visible_to(user).select_related("unit"), pk=pk)
    if not may_keep_span(user, span):
        raise PermissionDenied
    return span


def _edit(request: HttpRequest, user: User, span: Span) -> HttpResponse:
    form = SpanForm(request.POST if request.method == "POST" else None, instance=span, user=user)
    if form.is_valid() and _save(form):
        messages.success(request, _("“%(span)s” is saved. The coming duties follow.") % {"span": span.name})
        return redirect("calendars:spans")
    context = {
        "form": form,
        "span": span if span.pk else None,
        "history": told_of(span) if span.pk else [],
    }
    return render(request, "calendars/spans/form.html", context, status=400 if form.errors else 200)


def _save(form: SpanForm) -> bool:
    try:
        save_span(span=form.instance)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def span_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a term or break out."""
    span = _kept(signed_in(request), pk)
    if request.method == "POST":
        remove_span(span=span)
        messages.success(request, _("“%(span)s” is taken out. The coming duties follow.") % {"span": span.name})
        return redirect("calendars:spans")
    days = f"{date_format(span.first_day, 'SHORT_DATE_FORMAT')} – {date_format(span.last_day, 'SHORT_DATE_FORMAT')}"
    context = {
        "title": _("Take this term or break out?"),
        "text": _("Its days count as any others again, and the coming duties follow. The trail keeps what it was."),
        "facts": [(_("Unit"), span.unit.name), (_("Name"), span.name), (_("Days"), days)],
        "action": _("Take it out"),
        "back_url": reverse("calendars:span_edit", args=[span.pk]),
    }
    return render(request, "confirm.html", context)
