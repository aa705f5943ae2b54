"""What event covers have to say, and to whom. Who took a step is told nothing of it."""

from collections.abc import Iterable, Iterator

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data
from outreach.cover_notices import ASSIGNED, CALLED_OFF, DECIDED, REQUESTED, TO_RATE
from outreach.models import CoverStep, EventCover
from outreach.states.covers import CoverState
from patrols.on_duty import commanders_of


def drafts_of_step(step: CoverStep, officers: Iterable[int]) -> list[Draft]:
    """The notices of a step, `officers` being those assigned with it or called off by it.

    Commanders learn of a request and of a withdrawal, the school's principals of what is decided. Three queries.
    """
    return [draft for draft in _drafts_of_step(step, officers) if draft.recipient_id != step.by_id]


def _drafts_of_step(step: CoverStep, officers: Iterable[int]) -> Iterator[Draft]:
    cover, data = step.cover, {"state": step.after}
    told = {ASSIGNED if step.after == CoverState.APPROVED else CALLED_OFF: officers}
    if step.after != CoverState.REQUESTED:
        told[DECIDED] = principals_of(cover)
    if step.after in {CoverState.REQUESTED, CoverState.WITHDRAWN}:
        commanders = commanders_of([cover.unit_id])[cover.unit_id]
        kind = REQUESTED if step.after == CoverState.REQUESTED else CALLED_OFF
        told[kind] = sorted({*told.get(kind, ()), *commanders})
    for kind, recipients in told.items():
        yield from (_draft(cover, kind, f"{step.pk}", recipient, data) for recipient in recipients)


def drafts_to_rate(cover: EventCover) -> list[Draft]:
    """Once the event is over: to principals and officers, where their side has said nothing. Two queries."""
    asked = [] if cover.school_mark else principals_of(cover)
    if not cover.police_mark:
        asked += cover.officers.filter(is_active=True).order_by("pk").values_list("pk", flat=True)
    return [_draft(cover, TO_RATE, f"{cover.pk}", recipient, {}) for recipient in asked]


def principals_of(cover: EventCover) -> list[int]:
    """The ids of the principals of the school who can sign in."""
    heads = User.objects.filter(role=User.Role.PRINCIPAL, is_active=True, principalship__school=cover.school_id)
    return list(heads.order_by("pk").values_list("pk", flat=True))


def _draft(cover: EventCover, kind: str, about: str, recipient_id: int, data: Data) -> Draft:
    said = {"school": cover.school.name, "starts_at": cover.starts_at.isoformat()}
    return Draft(
        recipient_id=recipient_id, kind=kind, key=f"{kind}:{about}", data=said | data, url=cover.get_absolute_url()
    )
