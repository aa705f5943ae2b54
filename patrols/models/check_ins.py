"""Check-ins: proof that an outing was at a point."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from patrols.models.duties import Duty
from patrols.models.outings import Outing
from patrols.models.points import PatrolPoint, PointSign
from patrols.querysets import CheckInQuerySet


class CheckIn(models.Model):
    """One visit of an officer to a point (签到), with the evidence for it. Appended, never edited.

    Flags are computed once, when it arrives (patrols.evidence); the numbers behind them stand in columns of their own.
    """

    class Method(models.TextChoices):
        GPS = "gps", _("by position")
        QR = "qr", _("by the sign's QR code")
        MANUAL = "manual", _("by hand")

    uuid = models.UUIDField(_("UUID"), unique=True)
    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="check_ins")
    point = models.ForeignKey(
        PatrolPoint, verbose_name=_("patrol point"), on_delete=models.PROTECT, related_name="check_ins"
    )
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="check_ins")
    outing = models.ForeignKey(
        Outing, verbose_name=_("outing"), null=True, blank=True, on_delete=models.PROTECT, related_name="check_ins"
    )
    duty = models.ForeignKey(
        Duty, verbose_name=_("duty"), null=True, blank=True, on_delete=models.PROTECT, related_name="check_ins"
    )
    # The duty's state as this check-in left it: a repeat of the request gets the same answer.
    duty_state = models.CharField(max_length=10, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    sign = models.ForeignKey(PointSign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    captured_at = models.DateTimeField(_("captured at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"))
    latitude = latitude_field(null=True, blank=True)
    longitude = longitude_field(null=True, blank=True)
    accuracy_m = models.FloatField(_("accuracy (m)"), null=True, blank=True)
    distance_m = models.FloatField(_("distance (m)"), null=True, blank=True)
    # The fence of the point at that time, in metres: an old check-in is judged by the fence of its own day.
    fence_radius_m = models.PositiveIntegerField(_("fence radius (m)"))
    # How far the phone's clock is from the server's (positive: the phone is ahead).
    drift_s = models.FloatField(_("clock drift (s)"), null=True, blank=True)
    # From or to the officer's nearest check-ins, before and after, at another point: the higher one.
    speed_km_h = models.FloatField(_("speed between check-ins (km/h)"), null=True, blank=True)
    device = models.CharField(_("device"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    flags = models.JSONField(_("flags"), default=list, blank=True)
    digest = models.CharField(max_length=64, editable=False)

    objects: ClassVar[CheckInQuerySet] = CheckInQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-captured_at", "-pk"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            place_constraint("patrols_checkin_place"),
            models.CheckConstraint(
                condition=models.Q(accuracy_m__isnull=True) | models.Q(accuracy_m__gte=0),
                name="patrols_checkin_accuracy",
            ),
            models.CheckConstraint(
                condition=models.Q(method="gps")
                | models.Q(method="qr", sign__isnull=False)
                | (models.Q(method="manual") & ~models.Q(note="")),
                name="patrols_checkin_method",
            ),
            models.CheckConstraint(
                condition=models.Q(duty__isnull=True, duty_state="")
                | (models.Q(duty__isnull=False) & ~models.Q(duty_state="")),
                name="patrols_checkin_duty_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "captured_at"], include=["id", "point", "officer"], name="patrols_checkin_month"
            ),
            models.Index(fields=["point", "captured_at"], name="patrols_checkin_point"),
            models.Index(fields=["officer", "captured_at"], name="patrols_checkin_officer"),
            models.Index(fields=["device", "captured_at", "officer", "outing"], name="patrols_checkin_device"),
        ]

    def __str__(self) -> str:
        return f"{self.point.code} {self.captured_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """The check-in's page."""
        return reverse("patrols:check_in", args=[self.pk])
