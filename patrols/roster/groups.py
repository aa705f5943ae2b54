"""Windows of equal occasion and times: what a roster lays together, and the address of such a group on a day."""

from dataclasses import dataclass
from datetime import date, time

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from campus_safety.accounts.models import Unit
from patrols.models import DutyWindow


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Windows of equal occasion and usual times."""

    starts_at: time
    ends_at: time
    occasion: str

    @classmethod
    def of(cls, window: DutyWindow) -> "Group":
        """The group that a window belongs to."""
        return cls(window.starts_at, window.ends_at, window.occasion)

    @property
    def label(self) -> str | Promise:
        """The occasion in words."""
        return DutyWindow.Occasion(self.occasion).label

    @property
    def code(self) -> str:
        """As it stands in an address: "arrival-0730-0810"."""
        return f"{self.occasion}-{self.starts_at:%H%M}-{self.ends_at:%H%M}"


def day_address(unit: Unit, on: date, group: Group | None = None) -> str:
    """The page of a day, or of one group of it."""
    query = {"unit": unit.code} | ({"group": group.code} if group else {})
    return f"{reverse('patrols:roster_day', args=[on])}?{urlencode(query)}"
