"""A person's own channels and quiet hours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.notices.actions.channels import ask_for_test, save_channel, save_quiet_hours, use_channel
from campus_safety.notices.approval import obstacles
from campus_safety.notices.failures import in_words
from campus_safety.notices.forms import TARGETS, QuietHoursForm, TargetForm
from campus_safety.notices.models import Channel, Delivery, QuietHours
from campus_safety.notices.words import words_of

LAST_DELIVERIES = 20
LAST_ERROR = Subquery(
    Delivery.objects.filter(channel=OuterRef("pk")).exclude(error="").order_by("-made_at").values("error")[:1]
)


@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """The user's channels with how they fare, the kinds that can be added, and the quiet hours, which are set here."""
    user = signed_in(request)
    form = _quiet_form(request, user)
    if form.is_valid() and _save_quiet_hours(form, user):
        messages.success(request, _("The quiet hours are saved."))
        return redirect("notices:channels")
    mine = Channel.objects.visible_to(user).order_by("pk")
    errors = dict(mine.values_list("pk", LAST_ERROR))
    context = {
        "channels": [(each, in_words(errors.get(each.pk) or "")) for each in mine],
        "kinds": [(kind, Channel.Kind(kind).label, obstacle) for kind, obstacle in obstacles().items()],
        "form": form,
    }
    return render(request, "notices/channels.html", context, status=400 if form.errors else 200)


def _quiet_form(request: HttpRequest, user: User) -> QuietHoursForm:
    if request.method == "POST":
        return QuietHoursForm(request.POST)
    hours = QuietHours.objects.filter(user=user).first()
    names = ("starts_at", "ends_at", "lets_urgent_through")
    return QuietHoursForm(
        initial={name: getattr(hours, name) for name in names} if hours else {"lets_urgent_through": True}
    )


def _save_quiet_hours(form: QuietHoursForm, user: User) -> bool:
    try:
        save_quiet_hours(user=user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    """One channel: how it fares, its last deliveries, the button that tests it."""
    found = _own(request, pk)
    last = list(Delivery.objects.filter(channel=found).select_related("notice")[:LAST_DELIVERIES])
    context = {
        "channel": found,
        "deliveries": [(each, words_of(each.notice).title if each.notice else _("Test message")) for each in last],
        "is_testing": any(each.notice is None and each.state == Delivery.State.WAITING for each in last),
    }
    return render(request, "notices/channel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a channel of a kind."""
    if kind not in TARGETS:
        raise Http404
    return _edit(request, Channel(user=signed_in(request), kind=kind, made_at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def channel_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the target of a channel anew."""
    return _edit(request, _own(request, pk))


def _edit(request: HttpRequest, edited: Channel) -> HttpResponse:
    form = TargetForm(request.POST if request.method == "POST" else None, kind=edited.kind)
    kept = edited.masked_target if edited.pk else ""
    if form.is_valid():
        try:
            save_channel(channel=edited, target=form.cleaned_data["target"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The channel is saved. Send a test message to see that it works."))
            return redirect(edited)
    context = {"form": form, "channel": edited, "kept": kept, "obstacle": obstacles()[edited.kind]}
    return render(request, "notices/channel_form.html", context, status=400 if form.errors else 200)


@require_POST
def channel_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a channel out of use, or into use again."""
    found = _own(request, pk)
    use_channel(channel=found, is_active=not found.is_active)
    text = _("The channel is in use again.") if found.is_active else _("The channel is out of use.")
    messages.success(request, text)
    return redirect(found)


@require_POST
def channel_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a test message sent; the page of the channel shows how it went."""
    found = _own(request, pk)
    ask_for_test(channel=found, at=timezone.now())
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a channel with its deliveries; the inbox keeps the messages."""
    found = _own(request, pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The channel is removed."))
        return redirect("notices:channels")
    context = {
        "title": _("Remove this channel?"),
        "text": _("No message goes there any more. Your messages stay in the inbox."),
        "facts": [(found.get_kind_display(), found.masked_target)],
        "action": _("Remove the channel"),
        "back_url": reverse("notices:channel", args=[found.pk]),
    }
    return render(request, "confirm.html", context)


def _own(request: HttpRequest, pk: int) -> Channel:
    return get_object_or_404(Channel.objects.visible_to(signed_in(request)), pk=pk)
