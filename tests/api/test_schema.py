"""The description of the API and its page."""

import io
import json
import re

from django.core.management import call_command
from drf_spectacular.validation import validate_schema

from tests.api.conftest import Call
from tests.cast import Cast

RESOURCES = [
    "activities", "appointments", "case-actions", "check-ins", "duties", "duty-windows", "event-covers", "hazards",
    "incidents", "inspections", "outings", "patrol-points", "premises", "property-items", "schools", "statistics",
    "vehicles",
]  # fmt: skip
STEPS = ["accept", "assign", "close", "deadline", "investigate", "refuse", "reopen", "solve", "withdraw"]


def test_the_description_is_valid_and_complete() -> None:
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format=openapi-json", stdout=out)
    schema = json.loads(out.getvalue())
    validate_schema(schema)

    assert sorted(path for path in schema["paths"] if "{" not in path) == sorted(
        [*(f"/api/v1/{resource}/" for resource in RESOURCES), "/api/v1/public/patrol-points.geojson", "/api/v1/token/"]
    )
    assert {method for path in schema["paths"].values() for method in path} == {"get", "post"}
    assert sorted(path for path, methods in schema["paths"].items() if "post" in methods) == [
        "/api/v1/activities/",
        "/api/v1/check-ins/",
        "/api/v1/event-covers/",
        "/api/v1/incidents/",
        *(f"/api/v1/incidents/{{id}}/{step}/" for step in STEPS),
        "/api/v1/outings/",
        "/api/v1/outings/{uuid}/end/",
        "/api/v1/token/",
    ]
    created = schema["paths"]["/api/v1/check-ins/"]["post"]
    assert sorted(created["responses"]) == ["200", "201", "400", "404", "409"]
    assert "example" in json.dumps(created["requestBody"])


def test_it_is_served_to_who_is_signed_in(cast: Cast, get: Call) -> None:
    assert get(cast.auditor, "schema/").content.startswith(b"openapi:")


def test_its_page_has_nothing_inline(cast: Cast, get: Call) -> None:
    page = get(cast.officer, "docs/").content.decode()
    assert re.findall(r"<style|style=|<script(?![^>]* src=)| on\w+=", page) == []
