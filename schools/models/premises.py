"""Premises round the schools, and the checks on them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from schools.querysets.premises import PremisesCheckQuerySet, PremisesQuerySet


class Premises(models.Model):
    """A site near a school that needs checks (重点场所). Only a rental house has temporary residents: a head count."""

    class Kind(models.TextChoices):
        CONSTRUCTION = "construction", _("construction site")
        CHEMICALS = "chemicals", _("hazardous-chemical firm")
        RENTAL = "rental", _("rental house")
        INTERNET_CAFE = "internet_cafe", _("internet café")
        ENTERTAINMENT = "entertainment", _("entertainment venue")
        BAR = "bar", _("bar")
        TOBACCO = "tobacco", _("tobacco outlet")
        ALCOHOL = "alcohol", _("alcohol outlet")
        LOTTERY = "lottery", _("lottery outlet")
        VENDORS = "vendors", _("street vendors")
        OTHER = "other", _("other")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="premises")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=20, blank=True)
    temporary_residents = models.PositiveIntegerField(_("temporary residents"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    is_open = models.BooleanField(pgettext_lazy("of premises", "in operation"), default=True)
    last_check_on = models.DateField(_("last check"), null=True, blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)

    objects: ClassVar[PremisesQuerySet] = PremisesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("premises")
        verbose_name_plural = _("premises")
        constraints = [
            place_constraint("schools_premises_place"),
            models.UniqueConstraint(fields=["unit", "kind", "name"], name="schools_premises_once"),
            models.CheckConstraint(
                condition=Q(kind="rental") | Q(temporary_residents=None), name="schools_premises_residents"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "latitude", "longitude"], name="schools_premises_box"),
            models.Index(fields=["unit", "next_check_on"], condition=Q(is_open=True), name="schools_premises_due"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the premises."""
        return reverse("schools:premises", args=[self.pk])

    @property
    def place(self) -> tuple[float, float]:
        """Latitude and longitude in degrees, WGS-84."""
        return self.latitude, self.longitude

    def is_overdue(self, today: date) -> bool:
        """Whether the next check should have been made before `today`."""
        return self.is_open and self.next_check_on is not None and self.next_check_on < today


class PremisesCheck(models.Model):
    """One check on premises: who, when, what was found. Appended, never edited."""

    class Outcome(models.TextChoices):
        IN_ORDER = "in_order", _("in order")
        HAZARD = "hazard", _("hazard found")
        CLOSED = "closed", _("closed or moved away")

    premises = models.ForeignKey(Premises, verbose_name=_("premises"), on_delete=models.PROTECT, related_name="checks")
    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="premises_checks"
    )
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    temporary_residents = models.PositiveIntegerField(_("temporary residents"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects: ClassVar[PremisesCheckQuerySet] = PremisesCheckQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = _("check of premises")
        verbose_name_plural = _("checks of premises")
        indexes = [
            models.Index(fields=["premises", "checked_at"], name="schools_premisescheck_of"),
            models.Index(fields=["unit", "checked_at"], name="schools_premisescheck_month"),
        ]

    def __str__(self) -> str:
        return f"{self.premises} {timezone.localdate(self.checked_at)}"
