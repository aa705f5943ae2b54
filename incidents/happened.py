"""What of the cases enters a school's timeline."""

from datetime import datetime

from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from incidents.case_words import title_of
from incidents.models import Case
from schools.models import School
from schools.timeline_registry import Batch, Event, batch_of


def cases(school: School, user: User, before: datetime, limit: int) -> Batch:
    """The cases that concern the school and that the user sees, when they were reported, with their state of now."""
    seen = Case.objects.visible_to(user).filter(school=school, reported_at__lt=before).select_related("category")
    return batch_of(map(_reported, seen.order_by("-reported_at")[: limit + 1]), limit)


def _reported(case: Case) -> Event:
    line = f"{title_of(case)} · {case.get_state_display()}"
    return Event(at=case.reported_at, title=_("Case reported"), line=line, url=case.get_absolute_url())
