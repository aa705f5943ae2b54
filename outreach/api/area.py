"""Who enters the work with schools over the API, and how a row is described that is shown to two kinds of people."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.serializers import Serializer

from campus_safety.api.permissions import AreaPermission
from outreach.permissions import is_of_station, works_with_outreach


class OutreachArea(AreaPermission):
    """Police of a station or above, and principals, who see what concerns the own school."""

    predicates = (works_with_outreach,)


class StationArea(AreaPermission):
    """Police of a station or above."""

    predicates = (is_of_station,)


def as_seen(
    name: str, police: type[Serializer[Any]], own: type[Serializer[Any]], *, many: bool = False
) -> PolymorphicProxySerializer:
    """What is answered depends on who asks: all of a row, or what its school may know."""
    return PolymorphicProxySerializer(
        component_name=f"{name}AsSeen", serializers=[police, own], resource_type_field_name=None, many=many
    )
