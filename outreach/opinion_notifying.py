"""Who is told of opinions: the station of what a school says, the school of what the station does."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data
from outreach.models import Opinion, OpinionStep
from outreach.opinion_notices import DUE, OVERDUE, TO_POLICE, TO_SCHOOL
from patrols.on_duty import commanders_of


def drafts_of_step(step: OpinionStep) -> list[Draft]:
    """The notices of a step: what a principal says goes to police, what police do to the school's principals.

    Who took it is told nothing. Three queries at most.
    """
    opinion = step.opinion
    said = {"before": step.before, "state": step.after, "is_satisfied": opinion.is_satisfied}
    if is_principal(step.by):
        kind, told = TO_POLICE, _police_of([opinion])[opinion.pk]
    else:
        kind, told = TO_SCHOOL, _principals_of(opinion)
    return [_draft(opinion, kind, f"{step.pk}", who, said) for who in sorted(told - {step.by_id})]


def drafts_of_deadlines(opinions: Collection[Opinion], today: date) -> list[Draft]:
    """The notices that these are to be answered soon, or were; of a new day for the answer anew. Four queries at most.

    Each opinion needs its school.
    """
    police = _police_of(opinions)
    return [
        _draft(opinion, kind, f"{opinion.pk}:{opinion.due_on}", who, {})
        for opinion in opinions
        for kind in [OVERDUE if opinion.is_overdue(today) else DUE]
        for who in sorted(police[opinion.pk])
    ]


def _police_of(opinions: Collection[Opinion]) -> dict[int, set[int]]:
    """{opinion id: ids of the unit's commanders, and of its officers who entered or answered it}."""
    commanders = commanders_of({opinion.unit_id for opinion in opinions})
    hands: defaultdict[int, set[int]] = defaultdict(set)
    active = User.objects.officers()
    steps = OpinionStep.objects.filter(opinion__in=[opinion.pk for opinion in opinions], by__in=active).order_by()
    for opinion_id, officer in steps.values_list("opinion_id", "by_id").distinct():
        hands[opinion_id].add(officer)
    return {opinion.pk: commanders[opinion.unit_id] | hands[opinion.pk] for opinion in opinions}


def _principals_of(opinion: Opinion) -> set[int]:
    heads = User.objects.filter(role=User.Role.PRINCIPAL, is_active=True, principalship__school=opinion.school_id)
    return set(heads.values_list("pk", flat=True))


def _draft(opinion: Opinion, kind: str, about: str, recipient_id: int, said: Data) -> Draft:
    data = {"kind": opinion.kind, "school": opinion.school.name, "due_on": opinion.due_on.isoformat()}
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{about}",
        data=data | said,
        url=opinion.get_absolute_url(),
    )
