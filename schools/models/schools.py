"""Schools, and who heads them."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from campus_safety.geo.map_data import SchoolMark
from campus_safety.levels import Level, level_rank
from schools.querysets import SchoolQuerySet


class School(models.Model):
    """A kindergarten or school in the area of a station: head counts only, never a child's name."""

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="schools")
    name = models.CharField(_("name"), max_length=100)
    is_private = models.BooleanField(_("private"), default=False)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    head = models.CharField(_("head"), max_length=60, blank=True)
    head_phone = models.CharField(_("phone of the head"), max_length=20, blank=True)
    duty_phone = models.CharField(_("phone of the gatehouse"), max_length=20, blank=True)
    pupils = models.PositiveIntegerField(_("pupils"), default=0, validators=[MinValueValidator(0)])
    staff = models.PositiveIntegerField(_("staff"), default=0, validators=[MinValueValidator(0)])
    arrives_at = models.TimeField(_("arrival"), null=True, blank=True)
    dismisses_at = models.TimeField(_("dismissal"), null=True, blank=True)
    is_open = models.BooleanField(_("in operation"), default=True)

    objects: ClassVar[SchoolQuerySet] = SchoolQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            place_constraint("schools_school_place"),
            models.UniqueConstraint(fields=["unit", "name"], name="schools_school_unit_name"),
            models.CheckConstraint(
                condition=models.Q(arrives_at__isnull=True)
                | models.Q(dismisses_at__isnull=True)
                | models.Q(arrives_at__lt=models.F("dismisses_at")),
                name="schools_school_arrives_before_dismissal",
            ),
        ]
        indexes = [models.Index(fields=["unit", "name"], name="schools_school_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The dossier."""
        return reverse("schools:detail", args=[self.pk])

    @property
    def mark(self) -> SchoolMark:
        """What a map shows of it."""
        return SchoolMark(name=self.name, lat=self.latitude, lng=self.longitude)


class SchoolLevel(models.Model):
    """One level of a school: a nine-year school has two, a complete secondary school two."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)

    class Meta:
        ordering = [level_rank("level")]
        verbose_name = _("level of a school")
        verbose_name_plural = _("levels of schools")
        constraints = [models.UniqueConstraint(fields=["school", "level"], name="schools_schoollevel_once")]

    def __str__(self) -> str:
        return str(self.get_level_display())


class Principalship(models.Model):
    """Ties a principal's account to the one school that it heads."""

    user = models.OneToOneField(
        User, verbose_name=_("principal"), on_delete=models.CASCADE, related_name="principalship"
    )
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="principalships"
    )

    class Meta:
        verbose_name = _("head of a school")
        verbose_name_plural = _("heads of schools")

    def __str__(self) -> str:
        return f"{self.user} · {self.school}"
