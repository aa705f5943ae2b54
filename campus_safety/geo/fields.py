"""Model fields and constraints of a place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.geo.places import check_place

LEAST_CORNERS = 3


def latitude_field(**options: Any) -> "models.FloatField[Any, Any]":
    """A latitude in degrees, WGS-84."""
    return models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)], **options)


def longitude_field(**options: Any) -> "models.FloatField[Any, Any]":
    """A longitude in degrees, WGS-84."""
    return models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)], **options)


def place_constraint(name: str) -> models.CheckConstraint:
    """The database's own check of a place: none, or a whole one in range (no half, no NaN, no infinity)."""
    nowhere = models.Q(latitude__isnull=True, longitude__isnull=True)
    in_range = models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
    whole = models.Q(latitude__isnull=False, longitude__isnull=False)
    return models.CheckConstraint(condition=nowhere | (whole & in_range), name=name)


def check_outline(value: object) -> None:
    """Refuse what is no outline: [] for none, else three or more [latitude, longitude] in degrees, WGS-84.

    Raises ValidationError.
    """
    if value == []:
        return
    if not isinstance(value, list) or len(value) < LEAST_CORNERS or not all(map(_is_pair, value)):
        raise ValidationError(_("An outline is a list of three or more places: [[latitude, longitude], …]."))
    for latitude, longitude in value:
        try:
            check_place(latitude, longitude)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in value)
    )
