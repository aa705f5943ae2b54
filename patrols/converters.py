"""Parts of an address."""

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
