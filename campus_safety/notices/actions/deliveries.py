"""The outbox: what is due is claimed, sent and settled; what fails is tried again, and given up after three times.

Claimed in one transaction, sent in none, settled in another. The attempt is counted and the next one set before the
work, so that the message of a killed worker goes out again, and one that kills its worker does not for ever.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from campus_safety.notices.actions.outcomes import Outcome, settle
from campus_safety.notices.failures import Failure
from campus_safety.notices.kinds import Said
from campus_safety.notices.models import ApprovedHost, Channel, Delivery
from campus_safety.notices.sending import Message, send_all
from campus_safety.notices.words import attachment_of, words_of

AT_ONCE = 20
# Until the next attempt: after the first, the second and the third.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25))
# Nobody is told by mail what was due a day ago; the inbox has it.
DROPPED_AFTER = timedelta(days=1)


def send_due(*, at: datetime) -> int:
    """Deal with what is due at `at`, at most twenty deliveries. Returns how many: twenty say that more may wait."""
    due, claimed, spent = _claim(at)
    outcomes = [Outcome(delivery, delivery.error or Failure.TOO_SLOW.value) for delivery in spent]
    if claimed:
        outcomes += _send(claimed)
    if outcomes:
        settle(outcomes=outcomes, at=at)
    return due


def _send(claimed: Sequence[Delivery]) -> list[Outcome]:
    approved = set(ApprovedHost.objects.values_list("kind", "host"))
    with translation.override(settings.LANGUAGE_CODE):  # no browser tells whose language it is
        messages = [_message_of(delivery) for delivery in claimed]
    codes = send_all(messages, approved)
    return [Outcome(delivery, code) for delivery, code in zip(claimed, codes, strict=True)]


@transaction.atomic
def _claim(at: datetime) -> tuple[int, list[Delivery], list[Delivery]]:
    """How many are due, which of them are this worker's to send, and which were tried often enough."""
    due = Delivery.objects.due(at).order_by("due_at", "pk").select_related("channel__user", "notice")
    found = list(due.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    _drop([delivery for delivery in found if not _is_wanted(delivery, at)], at)
    wanted = [delivery for delivery in found if _is_wanted(delivery, at)]
    claimed = [delivery for delivery in wanted if not delivery.is_spent]
    next_due = [When(attempts=number, then=Value(at + pause)) for number, pause in enumerate(BACK_OFF)]
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(
        attempts=F("attempts") + 1, due_at=Case(*next_due)
    )
    for delivery in claimed:
        delivery.attempts += 1
    return len(found), claimed, [delivery for delivery in wanted if delivery not in claimed]


def _is_wanted(delivery: Delivery, at: datetime) -> bool:
    channel = delivery.channel
    return channel.is_active and channel.user.is_active and delivery.due_at >= at - DROPPED_AFTER


def _drop(deliveries: Sequence[Delivery], at: datetime) -> None:
    old = Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries])
    if deliveries:
        old.update(state=Delivery.State.DROPPED, settled_at=at)


def _message_of(delivery: Delivery) -> Message:
    channel, notice = delivery.channel, delivery.notice
    if notice is None:
        said = Said(_("Test message"), _("This channel works: messages of the portal arrive here."))
        path = reverse("notices:channel", args=[channel.pk])
    else:
        said, path = words_of(notice), notice.url
    way = _("Campus Safety: %(address)s") % {"address": settings.PUBLIC_URL + path}
    title = " ".join(said.title.split())  # a line of its own, whatever a name brought along
    text = "\n\n".join(filter(None, [said.text, way]))
    attachment = attachment_of(notice) if notice and channel.kind == Channel.Kind.MAIL else None
    return Message(kind=channel.kind, target=channel.target, title=title, text=text, attachment=attachment)
