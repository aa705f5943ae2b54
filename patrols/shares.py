"""What each unit of an outing counts of it: its own officers and vehicles, and the leading one the volunteers."""

from dataclasses import dataclass

from campus_safety.accounts.models import Unit
from patrols.models import Outing


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's part: officers, vehicles, and volunteers (None for a unit that does not lead)."""

    unit: Unit
    officers: int
    vehicles: int
    volunteers: int | None


def shares_of(outing: Outing) -> list[Share]:
    """The leading unit first. The outing comes with its team: no query. Their sum is what the district counts."""
    members, dispatches = outing.officers.all(), outing.dispatches.all()
    return [
        Share(
            unit=unit,
            officers=sum(member.unit_id == unit.pk for member in members),
            vehicles=sum(dispatch.unit_id == unit.pk for dispatch in dispatches),
            volunteers=outing.volunteers if unit.pk == outing.unit_id else None,
        )
        for unit in (outing.unit, *outing.units.all())
    ]
