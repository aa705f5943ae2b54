"""JSON, and no more of it than the portal needs. NaN and infinity are for the fields to refuse, by their names."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

MOST_BYTES = 4 * 1024 * 1024


class BodyTooLarge(APIException):
    """The body of the request is larger than anything the API takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The request is larger than 4 MiB.")
    default_code = "too_large"


class StrictJSONParser(JSONParser):
    """Parses a body of at most 4 MiB of JSON in UTF-8."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The parsed body. Raises ParseError or BodyTooLarge."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise BodyTooLarge
        try:
            return json.loads(body)
        except RecursionError as error:
            raise ParseError(_("The request is nested too deeply.")) from error
        except ValueError as error:
            raise ParseError(_("The request is not valid JSON: %(reason)s") % {"reason": error}) from error
