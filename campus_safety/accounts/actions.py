"""Whose portal this is."""

from django.conf import settings
from django.core.cache import cache

from campus_safety.accounts.models import Unit

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
