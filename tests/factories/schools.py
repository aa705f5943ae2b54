"""Rows of what is kept of the schools: minimal, deterministic, each named for what it makes."""

import itertools
from datetime import datetime
from typing import Any

from geographiclib.geodesic import Geodesic

from campus_safety.accounts.models import Unit, User
from schools.models import Premises, PremisesCheck
from tests.factories import PLACE

_numbers = itertools.count(1)


def place_at(distance_m: float, azimuth: float = 0) -> dict[str, Any]:
    """The place this far from where schools of tests lie, towards `azimuth` (degrees from north)."""
    found = Geodesic.WGS84.Direct(*PLACE, azimuth, distance_m)
    return {"latitude": found["lat2"], "longitude": found["lon2"]}


def make_premises(
    unit: Unit, kind: str = Premises.Kind.CONSTRUCTION, *, distance_m: float = 100, azimuth: float = 0, **fields: Any
) -> Premises:
    """Open premises this far from where schools of tests lie."""
    values = {"name": f"场所 {next(_numbers)}"} | place_at(distance_m, azimuth) | fields
    return Premises.objects.create(unit=unit, kind=kind, **values)


def make_premises_check(premises: Premises, officer: User, checked_at: datetime, **fields: Any) -> PremisesCheck:
    """A check that found everything in order; what the premises themselves say of it is not touched."""
    values = {"outcome": PremisesCheck.Outcome.IN_ORDER} | fields
    return PremisesCheck.objects.create(
        premises=premises, unit_id=premises.unit_id, officer=officer, checked_at=checked_at, **values
    )
