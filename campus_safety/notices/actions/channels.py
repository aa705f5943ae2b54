"""A person's channels and quiet hours. `save()` and `delete()` put them on the trail, their targets by name alone."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.notices.background import in_background
from campus_safety.notices.failures import Failure, Undelivered
from campus_safety.notices.models import ApprovedHost, Channel, Delivery, QuietHours
from campus_safety.notices.outward import Place, check_place
from campus_safety.notices.targets import WEBHOOK, clean_target

MOST_CHANNELS = 10
LOOK_UP_WITHIN_S = 4.0


def save_channel(*, channel: Channel, target: str) -> Channel:
    """Write a channel with the target that was entered; nothing has failed on it yet.

    Raises ValidationError under `target` if that cannot be read, if its host is not approved or has a private address,
    or if the user has ten channels already.
    """
    try:
        channel.target = clean_target(channel.kind, target)
        _check_host(channel)  # asks the network, so it comes before the transaction
    except ValidationError as error:
        raise ValidationError({"target": error.messages}) from error
    except Undelivered as error:
        raise ValidationError({"target": str(error.failure.label)}) from error
    channel.failing_since = None
    with transaction.atomic():
        _check_number(channel)
        channel.save()
    return channel


@transaction.atomic
def use_channel(*, channel: Channel, is_active: bool) -> None:
    """Take a channel out of use, or into use again; what still waits for it is dropped by the worker."""
    channel.is_active = is_active
    channel.save(update_fields=["is_active"])


@transaction.atomic
def ask_for_test(*, channel: Channel, at: datetime) -> Delivery:
    """Have the worker send a test message at once, in quiet hours too. One that still waits is enough."""
    Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    waiting = Delivery.objects.filter(channel=channel, notice=None, state=Delivery.State.WAITING).first()
    return waiting or Delivery.objects.create(channel=channel, made_at=at, due_at=at)


@transaction.atomic
def save_quiet_hours(*, user: User, starts_at: time | None, ends_at: time | None, lets_urgent_through: bool) -> None:
    """Set a user's quiet hours, or none without times; messages that wait already keep their time.

    Raises ValidationError under `ends_at` if they end when they begin.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two taps at once are kept one after the other
    before = QuietHours.objects.filter(user=user).first()
    if starts_at is None or ends_at is None:
        if before is not None:
            before.delete()
        return
    if starts_at == ends_at:
        raise ValidationError({"ends_at": _("The quiet hours must end at another time than they begin.")})
    hours = before or QuietHours(user=user)
    hours.starts_at, hours.ends_at, hours.lets_urgent_through = starts_at, ends_at, lets_urgent_through
    hours.save()


def _check_host(channel: Channel) -> None:
    from campus_safety.notices.plugins import plugin_of  # the library is large, and few requests need it

    _plugin, place = plugin_of(channel.kind, channel.target)
    if not ApprovedHost.objects.filter(kind=channel.kind, host=place.host).exists():
        raise Undelivered(Failure.NOT_APPROVED)
    if channel.kind == WEBHOOK:  # of the other kinds no user chooses the host
        _look_up(place)


def _look_up(place: Place) -> None:
    try:
        in_background(lambda: check_place(place)).result(LOOK_UP_WITHIN_S)
    except TimeoutError as error:
        raise Undelivered(Failure.NO_SUCH_HOST) from error


def _check_number(channel: Channel) -> None:
    # Two at once are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=channel.user_id)
    if Channel.objects.filter(user=channel.user_id).exclude(pk=channel.pk).count() >= MOST_CHANNELS:
        raise ValidationError({"target": _("Ten channels are enough. Remove one that is no longer needed.")})
