"""The section of a school's file on the premises round it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from campus_safety.geo.map_data import PremisesMark
from schools.models import Premises, School
from schools.premises_marks import premises_mark
from schools.surroundings import Nearby, near_school, reach_m

ZONE_M = 200


@dataclass(frozen=True, slots=True)
class Row:
    """Premises near the school, and whether their check is overdue."""

    near: Nearby
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """The premises between two distances, nearest first."""

    title: str
    rows: list[Row]


def premises(school: School, user: User) -> dict[str, Any]:
    """The open premises within 200 m, then those up to 500 m (or as far as a rule reaches), nearest first: one query.

    A principal is shown kind, name and distance of the own station's; `premises_on_map` are marks for `map_data`.
    """
    today, for_police = timezone.localdate(), is_officer(user)
    sites = Premises.objects.visible_to(user) if for_police else Premises.objects.filter(unit_id=school.unit_id)
    reach = reach_m(today)
    near = near_school(school, reach, among=sites.filter(is_open=True), on=today)
    return {
        "rings": _rings([Row(each, each.premises.is_overdue(today)) for each in near], reach),
        "for_police": for_police,
        "count": len(near),
        "premises_on_map": [_mark(each, today, for_police=for_police) for each in near],
    }


def _rings(rows: list[Row], reach: int) -> list[Ring]:
    within = _("Within %(metres)s m") % {"metres": ZONE_M}
    beyond = _("%(first)s to %(last)s m") % {"first": ZONE_M, "last": reach}
    rings = [
        Ring(within, [row for row in rows if row.near.distance_m <= ZONE_M]),
        Ring(beyond, [row for row in rows if row.near.distance_m > ZONE_M]),
    ]
    return [ring for ring in rings if ring.rows]


def _mark(near: Nearby, today: date, *, for_police: bool) -> PremisesMark:
    if for_police:
        breaches = [near.breach] if near.breach else []
        return premises_mark(near.premises, breaches=breaches, is_late=near.premises.is_overdue(today))
    return premises_mark(near.premises, breaches=[], is_late=False, url="")
