"""How many officers came, against how many a window asks for (docs/adr/0020)."""

from django.db.models import Q

from campus_safety.accounts.models import User
from patrols.models import CheckIn, Duty, OutingOfficer


def officers_seen(duty: Duty) -> int:
    """The officers who were there in the window: the whole team of each outing that checked in, and who came alone.

    Rejected check-ins bring nobody. One query.
    """
    visits = CheckIn.objects.standing().filter(duty=duty, captured_at__lte=duty.ends_at)
    teams = OutingOfficer.objects.filter(outing__in=visits.exclude(outing=None).values("outing")).values("officer")
    seen: int = User.objects.filter(Q(pk__in=teams) | Q(pk__in=visits.values("officer"))).count()
    return seen
