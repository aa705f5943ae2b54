"""What people enter of the calendar: terms and breaks, own days, and which years are known."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.querysets import DayQuerySet, SpanQuerySet
from campus_safety.levels import Level

WEEKDAYS = [
    (1, pgettext_lazy("weekday", "Monday")),
    (2, pgettext_lazy("weekday", "Tuesday")),
    (3, pgettext_lazy("weekday", "Wednesday")),
    (4, pgettext_lazy("weekday", "Thursday")),
    (5, pgettext_lazy("weekday", "Friday")),
    (6, pgettext_lazy("weekday", "Saturday")),
    (7, pgettext_lazy("weekday", "Sunday")),
]


class Span(models.Model):
    """A term (学期) or a break (假期) of one kind of school, for a unit and those below it.

    A break has no school. A day that no span covers has school all the same: what nobody entered empties no point.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("term")
        BREAK = "break", pgettext_lazy("school", "break")

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    # Empty: every kind of school.
    level = models.CharField(_("kind of school"), max_length=20, choices=Level.choices, blank=True)
    name = models.CharField(_("name"), max_length=60)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    objects: ClassVar[SpanQuerySet] = SpanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["first_day", "level"]
        verbose_name = _("term or break")
        verbose_name_plural = _("terms and breaks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="calendars_span_first_before_last"
            ),
        ]
        indexes = [models.Index(fields=["unit", "last_day"], name="calendars_span_unit")]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"


class Day(models.Model):
    """One day that was entered by hand, and wins over the libraries and the spans.

    Of a unit, for it and those below (the nearest one wins); or, without a unit, for the whole country.
    """

    class Kind(models.TextChoices):
        NO_SCHOOL = "no_school", _("no school")
        SCHOOL = "school", _("school day")

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    level = models.CharField(_("kind of school"), max_length=20, choices=Level.choices, blank=True)
    # Whose timetable a make-up day follows (ISO, Monday 1); None: that of any day from Monday to Friday.
    follows_weekday = models.PositiveSmallIntegerField(_("timetable of"), choices=WEEKDAYS, null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=100)

    objects: ClassVar[DayQuerySet] = DayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on", "level"]
        verbose_name = _("own day")
        verbose_name_plural = _("own days")
        constraints = [
            models.UniqueConstraint(fields=["unit", "on", "level"], name="calendars_day_once"),
            models.UniqueConstraint(
                fields=["on", "level"], condition=models.Q(unit__isnull=True), name="calendars_day_once_nationally"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="calendars_day_why"),
            models.CheckConstraint(
                condition=models.Q(follows_weekday__isnull=True)
                | models.Q(kind="school", follows_weekday__gte=1, follows_weekday__lte=7),
                name="calendars_day_timetable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_kind_display()}"


class KnownYear(models.Model):
    """A year whose make-up days an administrator has entered, or found to be none, though no library has it."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("source"), max_length=200)
    noted_by = models.ForeignKey(User, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        ordering = ["year"]
        verbose_name = _("year whose make-up days are known")
        verbose_name_plural = _("years whose make-up days are known")
        constraints = [models.CheckConstraint(condition=~models.Q(source=""), name="calendars_knownyear_source")]

    def __str__(self) -> str:
        return str(self.year)
