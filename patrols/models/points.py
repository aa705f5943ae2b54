"""Mandatory patrol points, and the signs that stand there."""

import secrets
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from campus_safety.uploads.models import StoredFile
from patrols.querysets import PatrolPointQuerySet, PointSignQuerySet
from patrols.states import SignState
from schools.models import School

LEAST_FENCE_M, MOST_FENCE_M = 10, 1000
# Letters of the unit, a dash, a number; it stands in addresses.
POINT_CODE = "[A-Z][A-Z0-9]{0,14}-[0-9]{2,4}"


class PatrolPoint(models.Model):
    """A place that must be patrolled in its duty windows (护学必巡点)."""

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="points")
    code = models.CharField(
        _("code"), max_length=20, unique=True,
        validators=[RegexValidator(rf"\A{POINT_CODE}\Z", _("A code looks like SPQ-01."))],
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=100)
    batch = models.PositiveSmallIntegerField(_("batch"), default=1)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    fence_radius_m = models.PositiveIntegerField(
        _("fence radius (m)"), default=50,
        validators=[MinValueValidator(LEAST_FENCE_M), MaxValueValidator(MOST_FENCE_M)],
    )  # fmt: skip
    schools = models.ManyToManyField(School, verbose_name=_("schools served"), related_name="points", blank=True)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    # Until when its duties are made, this day included; None: something has changed, and they must be made anew.
    duties_until = models.DateField(null=True, blank=True, editable=False)

    objects: ClassVar[PatrolPointQuerySet] = PatrolPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["duties_until"], name="patrols_patrolpoint_to_make")]
        verbose_name = _("patrol point")
        verbose_name_plural = _("patrol points")
        constraints = [
            place_constraint("patrols_patrolpoint_place"),
            models.CheckConstraint(
                condition=models.Q(in_force_until__isnull=True)
                | models.Q(in_force_from__lte=models.F("in_force_until")),
                name="patrols_patrolpoint_from_before_until",
            ),
            models.CheckConstraint(
                condition=models.Q(fence_radius_m__gte=LEAST_FENCE_M, fence_radius_m__lte=MOST_FENCE_M),
                name="patrols_patrolpoint_fence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """The point's page for police."""
        return reverse("patrols:point", args=[self.code])

    def is_in_force(self, day: date) -> bool:
        """Whether it must be patrolled on `day`."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    @property
    def is_temporary(self) -> bool:
        """Whether it is in force on one day only, as where an event is."""
        return self.in_force_from == self.in_force_until

    @property
    def number(self) -> str:
        """What stands in the mark: the part of the code behind the dash."""
        return self.code.rpartition("-")[2]

    @property
    def place(self) -> tuple[float, float]:
        """(latitude, longitude) in degrees, WGS-84."""
        return self.latitude, self.longitude


def new_token() -> str:
    """The secret in a sign's QR code: 128 bits."""
    return secrets.token_urlsafe(16)


class PointSign(models.Model):
    """One printing of a point's sign. Its token is good from the day it is made until the next one is posted."""

    point = models.ForeignKey(PatrolPoint, on_delete=models.CASCADE, related_name="signs")
    token = models.CharField(_("token"), max_length=40, unique=True, default=new_token)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    # Why it was made in place of another one; empty for the first sign of a point.
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    # Who noted that it was posted, when, and a picture of it on its place.
    posted_by = models.ForeignKey(
        User, verbose_name=_("posted by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    posted_noted_at = models.DateTimeField(_("noted at"), null=True, blank=True)
    photo = models.ForeignKey(
        StoredFile, verbose_name=_("photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects: ClassVar[PointSignQuerySet] = PointSignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("sign")
        verbose_name_plural = _("signs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(posted_on=None, posted_by=None, posted_noted_at=None, photo=None)
                | models.Q(posted_on__isnull=False),
                name="patrols_pointsign_posted",
            ),
            models.CheckConstraint(
                condition=models.Q(posted_by=None, posted_noted_at=None)
                | models.Q(posted_by__isnull=False, posted_noted_at__isnull=False),
                name="patrols_pointsign_noted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.made_at:%Y-%m-%d}"

    @property
    def state(self) -> SignState:
        """Waiting to be posted, posted, or replaced."""
        if self.ended_at is not None:
            return SignState.REPLACED
        return SignState.WAITING if self.posted_on is None else SignState.POSTED
