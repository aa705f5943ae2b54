"""Whose portal this is, and who came in at its door."""

from django.conf import settings
from django.core.cache import cache

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import Action, entry, record

PORTAL_UNIT_KEPT_S = 5


def portal_unit() -> Unit | None:
    """The unit that public pages name: PORTAL_UNIT by code, else the first station with a hotline.

    Kept in the process for five seconds: it is asked for on every page and almost never changes.
    """
    found: Unit | None = cache.get("accounts.portal_unit")
    if found is None:
        found = _find_portal_unit()
        cache.set("accounts.portal_unit", found, PORTAL_UNIT_KEPT_S)
    return found


def _find_portal_unit() -> Unit | None:
    if settings.PORTAL_UNIT:
        stations = Unit.objects.filter(code=settings.PORTAL_UNIT)
    else:
        stations = Unit.objects.filter(kind=Unit.Kind.STATION)
    found: Unit | None = stations.exclude(hotline="").order_by("pk").first() or stations.order_by("pk").first()
    return found


def note_sign_in(*, user: User, by: str) -> None:
    """Put on the trail that the user came in, `by` the form or a token."""
    record(entry(user, action=Action.ACCESS, changes={"sign_in": (None, by)}, actor=user))


def note_refused_sign_in(*, username: str, by: str) -> None:
    """Put on the trail that somebody tried to come in as this user and was refused.

    Nothing is noted of a name that nobody has: a password typed into the wrong field must not enter the trail.
    """
    user = User.objects.filter(username=username).first()
    if user is not None:
        record(entry(user, action=Action.ACCESS, changes={"refused_sign_in": (None, by)}, actor=None))
