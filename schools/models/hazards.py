"""Hazards: found, rectified, verified; their steps, and the notices that ask for them to be put right."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from schools.models.premises import Premises, PremisesCheck
from schools.models.schools import School
from schools.models.sheet import ItemResult
from schools.querysets.hazards import HazardQuerySet, RectificationNoticeQuerySet
from schools.states import HazardState


class Hazard(models.Model):
    """Something to put right (隐患), at a school or at premises near one: by whom, until when, and how far it is."""

    class Source(models.TextChoices):
        INSPECTION = "inspection", _("inspection")
        SCHOOL = "school", _("reported by the school")
        PATROL = "patrol", _("patrol")
        PREMISES = "premises", _("check of premises")
        PUBLIC = "public", _("told by the public")

    class Severity(models.TextChoices):
        GENERAL = "general", pgettext_lazy("hazard", "general")
        MAJOR = "major", pgettext_lazy("hazard", "major")

    class Owner(models.TextChoices):
        SCHOOL = "school", pgettext_lazy("owner", "the school")
        STATION = "station", pgettext_lazy("owner", "the station")
        PREMISES = "premises", pgettext_lazy("owner", "the premises")
        OTHER = "other", pgettext_lazy("owner", "another authority")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="hazards")
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="hazards"
    )
    premises = models.ForeignKey(
        Premises, verbose_name=_("premises"), null=True, blank=True, on_delete=models.PROTECT, related_name="hazards"
    )
    # The failed item of the sheet that it was made of.
    result = models.OneToOneField(
        ItemResult, verbose_name=_("item of the sheet"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="hazard",
    )  # fmt: skip
    # The check of premises at which it was found.
    check_made = models.ForeignKey(
        PremisesCheck, verbose_name=_("check of premises"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="hazards",
    )  # fmt: skip
    source = models.CharField(_("found by"), max_length=20, choices=Source.choices)
    description = models.CharField(_("what is wrong"), max_length=300)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, default=Severity.GENERAL)
    place = models.CharField(_("where exactly"), max_length=100, blank=True)
    owner = models.CharField(_("to be put right by"), max_length=10, choices=Owner.choices, default=Owner.SCHOOL)
    owner_name = models.CharField(_("department or authority"), max_length=60, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HazardState.choices, default=HazardState.OPEN)
    found_at = models.DateTimeField(_("found at"))
    found_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        User,
        verbose_name=_("officer in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hazards",
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    objects: ClassVar[HazardQuerySet] = HazardQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-found_at", "-pk"]
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False) | Q(premises__isnull=False), name="schools_hazard_somewhere"
            ),
            models.CheckConstraint(condition=~Q(description=""), name="schools_hazard_described"),
            models.CheckConstraint(
                condition=Q(state=HazardState.VERIFIED, verified_at__isnull=False)
                | (~Q(state=HazardState.VERIFIED) & Q(verified_at=None)),
                name="schools_hazard_verified",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False)
                | Q(
                    state__in=[HazardState.REPORTED, HazardState.RECTIFIED, HazardState.VERIFIED, HazardState.WITHDRAWN]
                ),
                name="schools_hazard_open_has_deadline",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "found_at"], include=["state"], name="schools_hazard_found"),
            models.Index(
                fields=["unit", "verified_at"], condition=Q(verified_at__isnull=False), name="schools_hazard_verified"
            ),
            models.Index(
                fields=["unit", "found_at"], condition=Q(verified_at__isnull=True), name="schools_hazard_unverified"
            ),
            models.Index(fields=["school", "state", "due_on"], name="schools_hazard_school"),
            models.Index(fields=["unit", "due_on"], condition=Q(state=HazardState.OPEN), name="schools_hazard_due"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        """The hazard's page, for police and for the principal of its school."""
        return reverse("schools:hazard", args=[self.pk])

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been put right before `today`."""
        return self.state == HazardState.OPEN and self.due_on is not None and self.due_on < today


class HazardStep(models.Model):
    """One step of a hazard: who turned which state into which, and what was said. Appended, never edited."""

    hazard = models.ForeignKey(Hazard, verbose_name=_("hazard"), on_delete=models.PROTECT, related_name="steps")
    # Of the hazard, so that the timeline of a school is read from one index.
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="hazard_steps"
    )
    before = models.CharField(_("state before"), max_length=10, choices=HazardState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=10, choices=HazardState.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("words"), max_length=500, blank=True)
    # The deadline that this step set.
    due_on = models.DateField(_("deadline"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a hazard")
        verbose_name_plural = _("steps of hazards")
        constraints = [
            models.CheckConstraint(
                condition=~Q(after=HazardState.WITHDRAWN) & ~Q(before=HazardState.RECTIFIED, after=HazardState.OPEN)
                | ~Q(text=""),
                name="schools_hazardstep_says_why",
            ),
        ]
        indexes = [models.Index(fields=["school", "at"], name="schools_hazardstep_school")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class RectificationNotice(models.Model):
    """A notice that hazards must be put right (整改通知书): numbered within station and year, signed for."""

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="notices")
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    premises = models.ForeignKey(
        Premises, verbose_name=_("premises"), null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("number"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(User, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("signed for at"), null=True, blank=True)
    received_by = models.ForeignKey(
        User, verbose_name=_("signed for by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[RectificationNoticeQuerySet] = RectificationNoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-year", "-serial"]
        verbose_name = _("rectification notice")
        verbose_name_plural = _("rectification notices")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="schools_notice_number"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, premises=None) | Q(school=None, premises__isnull=False),
                name="schools_notice_to_one",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_at__gte=F("issued_at"), received_by__isnull=False),
                name="schools_notice_received",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "issued_at"], name="schools_notice_month"),
            models.Index(fields=["school", "issued_at"], name="schools_notice_school"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The notice's page."""
        return reverse("schools:notice", args=[self.pk])

    @property
    def number(self) -> str:
        """Its number as it is cited: 〔2026〕第 3 号."""
        return f"〔{self.year}〕第 {self.serial} 号"


class NoticeLine(models.Model):
    """One hazard on a notice, in the words and with the deadline that it had when the notice was issued."""

    notice = models.ForeignKey(
        RectificationNotice, verbose_name=_("rectification notice"), on_delete=models.PROTECT, related_name="lines"
    )
    hazard = models.ForeignKey(Hazard, verbose_name=_("hazard"), on_delete=models.PROTECT, related_name="notice_lines")
    description = models.CharField(_("what is wrong"), max_length=300)
    place = models.CharField(_("where exactly"), max_length=100, blank=True)
    due_on = models.DateField(_("deadline"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a notice")
        verbose_name_plural = _("lines of notices")
        constraints = [models.UniqueConstraint(fields=["notice", "hazard"], name="schools_noticeline_once")]

    def __str__(self) -> str:
        return self.description
