"""Cases (案件): what happened, where and when, how far it is, and every step of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from incidents.querysets import CaseQuerySet
from incidents.states import CLEARED_UP, IN_HAND, LED, OPEN, REOPENED_FROM, SAYS_WHY, WORKED_ON, CaseState
from schools.models import School


class Category(models.Model):
    """A kind of case (案件类别); theft is there from the beginning."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name in Chinese"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=30)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("category of cases")
        verbose_name_plural = _("categories of cases")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Case(models.Model):
    """A case or a report of one: numbered within station and year, at a school or off campus near one."""

    class Way(models.TextChoices):
        """By which way it was reported."""

        CALL_110 = "110", _("110")
        HOTLINE = "hotline", _("the school hotline")
        STATION = "station", _("at the station")
        PRINCIPAL = "principal", _("by the principal")
        TIP = "tip", _("a tip")

    class Event(models.TextChoices):
        """What was going on when it happened; empty: nothing that matters."""

        ARRIVAL = "arrival", pgettext_lazy("case", "arrival")
        DISMISSAL = "dismissal", pgettext_lazy("case", "dismissal")
        LESSONS = "lessons", pgettext_lazy("case", "lessons or the noon rest")
        PERFORMANCE = "performance", pgettext_lazy("case", "a performance or celebration")
        SPORTS = "sports", pgettext_lazy("case", "a sports day")
        OPEN_DAY = "open_day", pgettext_lazy("case", "an open day or parents' meeting")
        ENROLMENT = "enrolment", pgettext_lazy("case", "enrolment")
        NIGHT = "night", pgettext_lazy("case", "the night or days without school")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="cases")
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("number"))
    category = models.ForeignKey(
        Category, verbose_name=pgettext_lazy("case", "category"), on_delete=models.PROTECT, related_name="cases"
    )
    # The school where it happened, or, off campus, the one that it concerns.
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    event = models.CharField(_("during what"), max_length=15, choices=Event.choices, blank=True, db_default="")
    is_off_campus = models.BooleanField(_("off campus"), default=False)
    place = models.CharField(_("where exactly"), max_length=100, blank=True)
    latitude = latitude_field(null=True, blank=True)
    longitude = longitude_field(null=True, blank=True)
    # Its place lies outside the unit's outline: kept, and said wherever the place is shown.
    is_outside = models.BooleanField(_("outside the district"), default=False, db_default=False)
    occurred_from = models.DateTimeField(_("occurred from"))
    occurred_until = models.DateTimeField(_("occurred until"))
    reported_at = models.DateTimeField(pgettext_lazy("case", "reported at"))
    way = models.CharField(_("reported by way of"), max_length=10, choices=Way.choices)
    facts = models.CharField(_("what happened"), max_length=2000)
    state = models.CharField(_("state"), max_length=15, choices=CaseState.choices, default=CaseState.REPORTED)
    lead = models.ForeignKey(
        User, verbose_name=_("lead officer"), null=True, blank=True, on_delete=models.PROTECT, related_name="cases_led"
    )
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")
    # By when the lead officer means to have solved it; set when it is accepted.
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    solved_at = models.DateTimeField(pgettext_lazy("case", "solved at"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("case", "closed at"), null=True, blank=True)
    # Of what a program reported: its own name for the request, and the SHA-256 of all that it said.
    uuid = models.UUIDField(_("UUID"), null=True, unique=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="incidents_case_number"),
            place_constraint("incidents_case_place"),
            models.CheckConstraint(
                condition=Q(occurred_from__lte=F("occurred_until"), occurred_until__lte=F("reported_at")),
                name="incidents_case_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_off_campus=False, school__isnull=False) | Q(is_off_campus=True) & ~Q(place=""),
                name="incidents_case_somewhere",
            ),
            models.CheckConstraint(condition=~Q(facts=""), name="incidents_case_facts"),
            models.CheckConstraint(condition=~Q(state__in=LED) | Q(lead__isnull=False), name="incidents_case_led"),
            models.CheckConstraint(
                condition=Q(state__in=CLEARED_UP, solved_at__isnull=False)
                | ~Q(state__in=CLEARED_UP) & Q(solved_at__isnull=True),
                name="incidents_case_solved",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False)
                | ~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True),
                name="incidents_case_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "reported_at"], include=["category", "state"], name="incidents_case_month"),
            models.Index(fields=["school", "reported_at"], name="incidents_case_school"),
            models.Index(fields=["unit", "occurred_from"], name="incidents_case_occurred"),
            # For the last case of a school or a unit: its days without an incident.
            models.Index(fields=["school", "occurred_until"], name="incidents_case_last_of_school"),
            models.Index(fields=["unit", "occurred_until"], name="incidents_case_last_of_unit"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=WORKED_ON), name="incidents_case_due"
            ),
            models.Index(
                fields=["unit", "solved_at"], condition=Q(solved_at__isnull=False), name="incidents_case_solved_at"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The case's page."""
        return reverse("incidents:detail", args=[self.pk])

    @property
    def number(self) -> str:
        """Its number within the station: 2026-0003."""
        return f"{self.year}-{self.serial:04d}"

    @property
    def is_undecided(self) -> bool:
        """Reported, and the station has not decided yet."""
        return self.state == CaseState.REPORTED

    @property
    def is_open(self) -> bool:
        """Not closed, refused or withdrawn: what was written of it can still be put right."""
        return self.state in OPEN

    def days_left(self, today: date) -> int | None:
        """Days until it is to be solved, below zero when that is over; None if nobody works on it."""
        return (self.due_on - today).days if self.due_on and self.state in WORKED_ON else None

    @property
    def is_in_hand(self) -> bool:
        """Accepted and not closed: actions, property and people can be entered and changed."""
        return self.state in IN_HAND

    @property
    def is_led(self) -> bool:
        """Accepted, worked on or closed: the station took it for a case, and lessons can be drawn from it."""
        return self.state in LED

    @property
    def has_ended(self) -> bool:
        """Solved, closed, not accepted or withdrawn: it can be taken up again with a reason."""
        return self.state in REOPENED_FROM


class CaseStep(models.Model):
    """One step of a case: who turned which state into which, and what was said. Appended, never edited.

    A step within one state hands the case to another lead officer or moves its deadline.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(_("state before"), max_length=15, choices=CaseState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=15, choices=CaseState.choices)
    at = models.DateTimeField(pgettext_lazy("case step", "at"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    # What the step settled anew, if anything: who leads, and by when it is to be solved.
    lead = models.ForeignKey(
        User, verbose_name=_("lead officer"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    text = models.CharField(_("words"), max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=SAYS_WHY)
                & ~Q(before__in=REOPENED_FROM, after__in=[CaseState.INVESTIGATING, CaseState.REPORTED])
                | ~Q(text=""),
                name="incidents_casestep_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")) | Q(lead__isnull=False) | Q(due_on__isnull=False),
                name="incidents_casestep_settles",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
