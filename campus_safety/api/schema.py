"""What the description of the API says of errors and of signing in."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class ProblemSerializer(serializers.Serializer[None]):
    """Problem details (RFC 9457), sent as `application/problem+json`."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = serializers.DictField(  # type: ignore[assignment]  # the name of a property that this class does not use
        required=False, help_text="What is wrong, by field or parameter."
    )


PROBLEM = ProblemSerializer
NO_CONTENT = OpenApiResponse(description="The UUID belongs to another request. Nothing is told about that one.")


class PortalSessionScheme(SessionScheme):
    """The pages' session; unsafe calls carry the `csrftoken` cookie's value in `X-CSRFToken`."""

    target_class = "campus_safety.api.authentication.SessionAuthentication"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The scheme, with the word about CSRF."""
        scheme: dict[str, Any] = super().get_security_definition(auto_schema)
        return scheme | {"description": "Unsafe calls carry the value of the cookie `csrftoken` in `X-CSRFToken`."}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


TEXT = {"type": "string"}
FEATURE = _object(
    type={"type": "string", "enum": ["Feature"]},
    geometry={"type": "object", "description": "A point: longitude, latitude (WGS-84)."},
    properties=_object(
        code=TEXT,
        name=TEXT,
        schools={"type": "array", "items": TEXT},
        hotline=TEXT,
        served={"type": "boolean"},
    ),
)
COLLECTION = _object(
    type={"type": "string", "enum": ["FeatureCollection"]}, features={"type": "array", "items": FEATURE}
)


def add_public_map(result: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Describe the public GeoJSON, which is served from stored bytes and by no view of the framework."""
    content = {"application/geo+json": {"schema": COLLECTION}}
    operation = {
        "operationId": "public_patrol_points",
        "description": "The published patrol points (RFC 7946), with an ETag.",
        "tags": ["public"],
        "security": [{}],
        "responses": {"200": {"description": "The points.", "content": content}, "304": {"description": "Unchanged."}},
    }
    result["paths"]["/api/v1/public/patrol-points.geojson"] = {"get": operation}
    return result
