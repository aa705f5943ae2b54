"""Errors as problem details (RFC 9457): `type`, `title`, `status`, `detail`, and `errors` by field."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler

from campus_safety.api.parsers import BodyTooLarge

MEDIA_TYPE = "application/problem+json"


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error that a view raised; None leaves it to Django (a 500 without details)."""
    if isinstance(error, RequestDataTooBig):
        error = BodyTooLarge()
    elif isinstance(error, Http404):  # whose words name the model
        error = exceptions.NotFound()
    elif isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(as_serializer_error(error))
    response = exception_handler(error, context)
    if response is not None:
        response.data = problem(response.status_code, response.data)
        response.content_type = MEDIA_TYPE
        request = context["request"]  # whatever the view renders otherwise, a problem is JSON
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    return response


def problem(status: int, data: Any) -> dict[str, Any]:
    """Problem details of a status and of what a view said about it."""
    details: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if status == HTTPStatus.BAD_REQUEST and isinstance(data, Mapping) and "detail" not in data:
        return details | {"detail": _("The request has errors in these fields."), "errors": dict(data)}
    if isinstance(data, Mapping) and "detail" in data:
        return details | {"detail": str(data["detail"])}
    if status == HTTPStatus.BAD_REQUEST:
        return details | {"detail": _("The request has errors in these fields."), "errors": {"non_field_errors": data}}
    return details
