"""Outings: who went out, in what, with whom. The source of every count of effort."""

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from patrols.querysets import OutingQuerySet, VehicleQuerySet


class Vehicle(models.Model):
    """A marked car or motorcycle of a unit."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="vehicles")
    plate = models.CharField(_("number plate"), max_length=20, unique=True)
    description = models.CharField(_("description"), max_length=60, blank=True)
    is_active = models.BooleanField(_("in service"), default=True)

    objects: ClassVar[VehicleQuerySet] = VehicleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["plate"]
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")

    def __str__(self) -> str:
        return self.plate


class Outing(models.Model):
    """Officers (and vehicles, and volunteers) out from start to end (出勤). A joint outing names its other units."""

    class Kind(models.TextChoices):
        ROUTINE = "routine", _("routine patrol")
        PEAK = "peak", _("peak hours")
        JOINT = "joint", _("joint patrol")
        RECTIFICATION = "rectification", _("rectification")
        EVENT_COVER = "event_cover", _("event cover")

    class Topic(models.TextChoices):
        """What a rectification outing round the schools is about."""

        VICE = "vice", _("pornography, gambling and drugs")
        NOISE = "noise", _("noise")
        TRAFFIC = "traffic", _("traffic order")
        RENTALS = "rentals", _("rental houses and floating population")
        STALLS = "stalls", _("stalls and unlicensed trade")
        VENUES = "venues", _("internet cafés, bars and entertainment")
        CONSTRUCTION = "construction", _("construction sites")
        DANGEROUS_GOODS = "dangerous_goods", _("dangerous goods")
        FIRE = "fire", _("fire safety")
        OTHER = "other", _("other")

    uuid = models.UUIDField(_("UUID"), unique=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, verbose_name=_("leading unit"), on_delete=models.PROTECT, related_name="outings")
    units = models.ManyToManyField(Unit, verbose_name=_("other units"), related_name="joint_outings", blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ROUTINE)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    volunteers = models.PositiveIntegerField(_("volunteers"), default=0)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # What a rectification outing is about, and what came of it.
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, blank=True)
    places_checked = models.PositiveIntegerField(_("places checked"), null=True, blank=True)
    problems_found = models.PositiveIntegerField(_("problems found"), null=True, blank=True)
    found = models.CharField(_("what was found"), max_length=500, blank=True)
    started_by = models.ForeignKey(User, verbose_name=_("started by"), on_delete=models.PROTECT, related_name="+")
    # SHA-256 of the request that made it, so that a repeat can be told from another body under the same UUID.
    digest = models.CharField(max_length=64, editable=False)

    objects: ClassVar[OutingQuerySet] = OutingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("outing")
        verbose_name_plural = _("outings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__lte=models.F("ended_at")),
                name="patrols_outing_span",
            ),
            models.CheckConstraint(condition=models.Q(volunteers__lte=1000), name="patrols_outing_volunteers"),
            models.CheckConstraint(
                condition=models.Q(topic="", places_checked__isnull=True, problems_found__isnull=True, found="")
                | models.Q(kind="rectification"),
                name="patrols_outing_rectification",
            ),
        ]
        # Whatever a month is counted by is carried along, here and below: ten years cost no more than one month.
        indexes = [
            models.Index(fields=["unit", "started_at"], include=["kind", "volunteers"], name="patrols_outing_month"),
            # Few at any time: who is out now is not looked for among all that ever were.
            models.Index(
                fields=["unit", "started_at"],
                condition=models.Q(ended_at__isnull=True),
                name="patrols_outing_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """The outing's page."""
        return reverse("patrols:outing", args=[self.pk])

    @property
    def is_rectification(self) -> bool:
        """Whether it has a topic and findings."""
        return self.kind == self.Kind.RECTIFICATION

    @property
    def duration_min(self) -> int | None:
        """How long it took, in whole minutes; None while it runs."""
        return None if self.ended_at is None else int((self.ended_at - self.started_at).total_seconds() // 60)


class OutingOfficer(models.Model):
    """One officer of an outing: one officer person-time (警力人次), counted for the officer's own unit.

    Start and end are the outing's, repeated here so that a month is counted from one index and the database itself
    refuses a second open outing of the same officer.
    """

    outing = models.ForeignKey(Outing, on_delete=models.CASCADE, related_name="officers")
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="outings")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("officer of an outing")
        verbose_name_plural = _("officers of outings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__lte=models.F("ended_at")),
                name="patrols_outingofficer_span",
            ),
            models.UniqueConstraint(fields=["outing", "officer"], name="patrols_outingofficer_once"),
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(ended_at__isnull=True), name="patrols_outingofficer_one_open"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "started_at"], include=["outing", "officer"], name="patrols_outingofficer_month"
            )
        ]

    def __str__(self) -> str:
        return str(self.officer)


class VehicleDispatch(models.Model):
    """One vehicle of an outing: one vehicle dispatch (出动警车车次), counted for the vehicle's own unit."""

    outing = models.ForeignKey(Outing, on_delete=models.CASCADE, related_name="dispatches")
    vehicle = models.ForeignKey(Vehicle, verbose_name=_("vehicle"), on_delete=models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vehicle dispatch")
        verbose_name_plural = _("vehicle dispatches")
        constraints = [models.UniqueConstraint(fields=["outing", "vehicle"], name="patrols_vehicledispatch_once")]
        indexes = [
            models.Index(fields=["unit", "started_at"], include=["outing", "vehicle"], name="patrols_dispatch_month")
        ]

    def __str__(self) -> str:
        return str(self.vehicle)
