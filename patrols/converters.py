"""Parts of an address."""

from datetime import date

from django.urls import register_converter

from patrols.models.points import POINT_CODE


class PointCode:
    """The code of a patrol point, such as SPQ-01; anything else is no address of ours."""

    regex = POINT_CODE

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


register_converter(PointCode, "code")


class IsoDay:
    """A day such as 2026-11-30, of this century; anything else is no address of ours."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day. Raises ValueError for one that no calendar has."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


register_converter(IsoDay, "day")
