"""Photos of what was found or put right, and the documents of a school."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.rules.catalogue import rule
from campus_safety.uploads.models import StoredFile
from schools.models.hazards import HazardStep
from schools.models.premises import PremisesCheck
from schools.models.schools import School
from schools.models.sheet import ItemResult
from schools.querysets.files import DocumentQuerySet, PhotoQuerySet
from schools.states import HazardState


def warned_until(today: date) -> date:
    """The last day of what is warned of today: a document that ends by it runs out soon (rule `document_warning`)."""
    return today + timedelta(days=rule("document_warning", today).value or 0)


class Photo(models.Model):
    """A photo of an item of the sheet, of a step of a hazard, or of a check of premises: of exactly one of them."""

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="photos")
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="photos"
    )
    result = models.ForeignKey(
        ItemResult,
        verbose_name=_("result of an item"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
    )
    step = models.ForeignKey(
        HazardStep,
        verbose_name=_("step of a hazard"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    check_made = models.ForeignKey(
        PremisesCheck,
        verbose_name=_("check of premises"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
    )
    file = models.OneToOneField(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="photo")

    objects: ClassVar[PhotoQuerySet] = PhotoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, step=None, check_made=None)
                | Q(result=None, step__isnull=False, check_made=None)
                | Q(result=None, step=None, check_made__isnull=False),
                name="schools_photo_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        """The photo itself."""
        return reverse("schools:photo", args=[self.file.token])

    @property
    def is_settled(self) -> bool:
        """Whether it is evidence of something that has come to its end. What it is a photo of comes along."""
        if self.result:
            return self.result.inspection.finished_at is not None
        return self.step is not None and self.step.hazard.state in {HazardState.VERIFIED, HazardState.WITHDRAWN}

    @property
    def shown_at(self) -> str:
        """The page that shows it. What it is a photo of comes along."""
        if self.result:
            return self.result.inspection.get_absolute_url()
        if self.step:
            return self.step.hazard.get_absolute_url()
        return self.check_made.premises.get_absolute_url() if self.check_made else ""


class Document(models.Model):
    """A document of a school (文件): one version of it. A newer one, or its removal, ends it; nothing is deleted."""

    class Kind(models.TextChoices):
        LICENCE = "licence", _("licence to run the school")
        FIRE = "fire", _("fire safety certificate")
        FOOD = "food", _("food licence")
        EMERGENCY_PLAN = "emergency_plan", _("emergency plan")
        GUARDS = "guards", _("contract with the guards' firm")
        BUS = "bus", _("permit of the school bus")
        FIRE_LOG = "fire_log", _("log of the fire gear")
        ROSTER = "roster", _("rules and rosters of the gatehouse")
        OTHER = "other", _("other")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="documents")
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=100)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.OneToOneField(StoredFile, verbose_name=_("file"), on_delete=models.PROTECT, related_name="document")
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")
    by_school = models.BooleanField(_("added by the school"), default=False)
    replaces = models.OneToOneField(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(_("no longer in force since"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, verbose_name=_("taken out by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="schools_document_title"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="schools_document_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "added_at"], name="schools_document_school"),
            models.Index(fields=["unit", "valid_until"], condition=Q(ended_at=None), name="schools_document_ending"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The document's page."""
        return reverse("schools:document", args=[self.pk])

    def is_expired(self, today: date) -> bool:
        """Whether it ran out before `today`."""
        return self.ended_at is None and self.valid_until is not None and self.valid_until < today

    def is_expiring(self, today: date) -> bool:
        """Whether it runs out within the days of the rule `document_warning`, or has."""
        return self.ended_at is None and self.valid_until is not None and self.valid_until <= warned_until(today)
