"""Model fields and constraints of a place."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def latitude_field(**options: Any) -> "models.FloatField[Any, Any]":
    """A latitude in degrees, WGS-84."""
    return models.FloatField(_("latitude"), validators=[MinValueValidator(-90), MaxValueValidator(90)], **options)


def longitude_field(**options: Any) -> "models.FloatField[Any, Any]":
    """A longitude in degrees, WGS-84."""
    return models.FloatField(_("longitude"), validators=[MinValueValidator(-180), MaxValueValidator(180)], **options)


def place_constraint(name: str) -> models.CheckConstraint:
    """The database's own check that latitude and longitude are in range (NULL passes; NaN and infinity do not)."""
    return models.CheckConstraint(
        condition=models.Q(latitude__isnull=True)
        | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
        name=name,
    )
