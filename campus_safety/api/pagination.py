"""Lists come a page at a time."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination as BasePageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

MOST_DIGITS = 9


class PageNumberPagination(BasePageNumberPagination):
    """`{"count", "next", "previous", "results"}`; `page_size` up to 500 (more is taken as 500)."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500

    def paginate_queryset(
        self, queryset: "models.QuerySet[Any]", request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        """The rows of the page. Raises ValidationError for what is no page, NotFound for a page behind the last."""
        for name in (self.page_query_param, self.page_size_query_param):
            text = request.query_params.get(name)
            if text is not None and not _is_positive(text):
                raise ValidationError({name: [_("This must be a whole number from 1.")]})
        return super().paginate_queryset(queryset, request, view)


def _is_positive(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) > 0
