"""Sending messages, several side by side, within a time that no host can stretch."""

import logging
from collections.abc import Collection, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial

from apprise import AppriseAttachment, NotifyFormat
from apprise.attachment.memory import AttachMemory

from campus_safety.notices.answers import error_number, hearing
from campus_safety.notices.background import in_background
from campus_safety.notices.failures import Failure, Undelivered
from campus_safety.notices.kinds import Attachment
from campus_safety.notices.outward import connecting_to
from campus_safety.notices.plugins import plugin_of
from campus_safety.notices.targets import ROBOTS

logger = logging.getLogger(__name__)
# Well under the time limit of a task; a host that answers drop by drop is heard no longer.
SEND_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be sent, and to which target of which kind (Channel.Kind)."""

    kind: str
    target: str
    title: str
    text: str
    attachment: Attachment | None = None


def send_all(messages: Sequence[Message], approved: Collection[tuple[str, str]]) -> list[str]:
    """Send messages side by side, to hosts among `approved` (kind, host) alone. Asks no database.

    Returns for each "" if its server took it, else the code of the failure.
    """
    attempts = [in_background(partial(send, message, approved)) for message in messages]
    wait(attempts, timeout=SEND_WITHIN_S)
    return [_outcome(attempt) for attempt in attempts]


def _outcome(attempt: "Future[None]") -> str:
    error = attempt.exception() if attempt.done() else Undelivered(Failure.TOO_SLOW)
    if error is None:
        return ""
    if isinstance(error, Undelivered):
        return error.code
    # Its text may name the target. The others of the round were sent, and are not sent again because of this one.
    logger.error("A message could not be sent: %s.", type(error).__name__)
    return Undelivered(Failure.UNREACHABLE).code


def send(message: Message, approved: Collection[tuple[str, str]]) -> None:
    """Send one message. Raises Undelivered if its server did not take it."""
    plugin, place = plugin_of(message.kind, message.target)
    if (message.kind, place.host) not in approved:
        raise Undelivered(Failure.NOT_APPROVED)
    with connecting_to(place), hearing() as answers:
        is_sent = plugin.notify(
            title=message.title, body=message.text, body_format=NotifyFormat.TEXT, attach=_attached(message)
        )
    if not is_sent:
        raise Undelivered(Failure.ANSWERED, answers[-1].status_code) if answers else Undelivered(Failure.UNREACHABLE)
    if message.kind in ROBOTS and (number := error_number(answers[-1])):
        raise Undelivered(Failure.ROBOT_REFUSED, number)


def _attached(message: Message) -> AppriseAttachment | None:
    if message.attachment is None:
        return None
    file = message.attachment
    return AppriseAttachment([AttachMemory(content=file.content, name=file.name, mimetype=file.type)])
