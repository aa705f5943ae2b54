"""What of the schools' own records enters a school's timeline."""

from datetime import datetime
from heapq import nlargest

from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from schools.models import Document, HazardStep, Inspection, Premises, PremisesCheck, RectificationNotice, School
from schools.states import HazardState
from schools.surroundings import NEAR_M, premises_within
from schools.timeline_registry import Batch, Event, batch_of


def inspections(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Inspections and self-checks, when they were finished."""
    made = Inspection.objects.visible_to(user).filter(school=school, finished_at__lt=before)
    return batch_of(map(_inspected, made.order_by("-finished_at")[: limit + 1]), limit)


def _inspected(inspection: Inspection) -> Event:
    words = {"passed": inspection.passed, "failed": inspection.failed}
    return Event(
        at=inspection.finished_at or inspection.started_at,
        title=_("Self-check by the school") if inspection.by_school else _("Inspection"),
        line=_("%(passed)s in order, %(failed)s not") % words,
        url=inspection.get_absolute_url(),
    )


def hazard_steps(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Every step of every hazard of the school; none of premises'."""
    steps = HazardStep.objects.filter(school=school, at__lt=before, hazard__premises=None).select_related("hazard")
    return batch_of(map(_stepped, steps.order_by("-at")[: limit + 1]), limit)


def _stepped(step: HazardStep) -> Event:
    return Event(at=step.at, title=_said(step), line=step.hazard.description, url=step.hazard.get_absolute_url())


def _said(step: HazardStep) -> str:
    if step.before == step.after:
        return _("Deadline moved")
    words = {
        ("", HazardState.OPEN): _("Hazard found"),
        ("", HazardState.REPORTED): _("Hazard reported by the school"),
        (HazardState.REPORTED, HazardState.OPEN): _("Report taken up"),
        (HazardState.RECTIFIED, HazardState.OPEN): _("Hazard sent back"),
    }
    ends = {
        HazardState.RECTIFIED: _("Hazard put right"),
        HazardState.VERIFIED: _("Hazard verified"),
        HazardState.WITHDRAWN: _("Hazard withdrawn"),
    }
    return words.get((step.before, HazardState(step.after))) or ends[HazardState(step.after)]


def notices(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Rectification notices, when they were issued."""
    issued = RectificationNotice.objects.filter(school=school, issued_at__lt=before)
    return batch_of(map(_issued, issued.order_by("-issued_at")[: limit + 1]), limit)


def _issued(notice: RectificationNotice) -> Event:
    received = _("signed for") if notice.received_at else _("not signed for yet")
    line = f"{notice.number} · {received}"
    return Event(at=notice.issued_at, title=_("Rectification notice"), line=line, url=notice.get_absolute_url())


def documents(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Documents, when they were added."""
    added = Document.objects.filter(school=school, added_at__lt=before)
    return batch_of(map(_added, added.order_by("-added_at")[: limit + 1]), limit)


def _added(document: Document) -> Event:
    return Event(at=document.added_at, title=_("Document added"), line=document.title, url=document.get_absolute_url())


def premises_checks(school: School, user: User, before: datetime, limit: int) -> Batch:
    """Checks of the premises within 500 m that the user sees, so a principal none. Two queries: premises, checks."""
    near = {site.pk: site for site in premises_within(school, NEAR_M, among=Premises.objects.visible_to(user))}
    made = PremisesCheck.objects.newest_at(near, before, limit + 1)
    newest = nlargest(limit + 1, made, key=lambda check: check.checked_at)
    return batch_of((_checked(check, near[check.premises_id]) for check in newest), limit)


def _checked(check: PremisesCheck, premises: Premises) -> Event:
    line = f"{premises} · {check.get_outcome_display()}"
    return Event(at=check.checked_at, title=_("Check of premises nearby"), line=line, url=premises.get_absolute_url())
