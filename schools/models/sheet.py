"""Inspections, and what they found item by item: the safety sheet is the latest result of every item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from schools.models.schools import School
from schools.querysets.sheet import InspectionQuerySet, ItemResultQuerySet


class Inspection(models.Model):
    """One visit that fills in the sheet (安全检查), or a check of the school's own (自查), kept apart from police's.

    It is filled in item by item, can be left and taken up again, and counts once it is finished. The school then says
    whether it was so: *confirmed*, or *objected* to with the reason.
    """

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed by the school")
        OBJECTED = "objected", _("objected to by the school")

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="inspections"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="inspections")
    by_school = models.BooleanField(_("self-check"), default=False)
    inspector = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="inspections")
    started_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    passed = models.PositiveSmallIntegerField(_("passed"), default=0)
    failed = models.PositiveSmallIntegerField(_("failed"), default=0)
    not_applicable = models.PositiveSmallIntegerField(_("not applicable"), default=0)
    answer = models.CharField(_("answer of the school"), max_length=10, choices=Answer.choices, blank=True)
    answer_note = models.CharField(_("words of the school"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # What police say to an objection: with it, the objection is settled.
    reply = models.CharField(_("reply of the station"), max_length=500, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(
        User, verbose_name=_("replied by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[InspectionQuerySet] = InspectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "inspector"], condition=Q(finished_at=None), name="schools_inspection_one_open"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=models.F("started_at")),
                name="schools_inspection_span",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False, by_school=False)
                   & Q(finished_at__isnull=False)),
                name="schools_inspection_answer",
            ),
            models.CheckConstraint(
                condition=~Q(answer="objected") | ~Q(answer_note=""), name="schools_inspection_objection_says_why"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None, replied_by=None)
                | (~Q(reply="") & Q(answer="objected", replied_at__isnull=False, replied_by__isnull=False)),
                name="schools_inspection_reply",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["unit", "finished_at"], include=["by_school", "school"], name="schools_inspection_month"
            ),
            models.Index(fields=["school", "finished_at"], name="schools_inspection_school"),
        ]

    def __str__(self) -> str:
        return f"{self.school} {timezone.localdate(self.started_at)}"

    def get_absolute_url(self) -> str:
        """The inspection's page."""
        return reverse("schools:inspection", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still being filled in."""
        return self.finished_at is None

    @property
    def grade(self) -> "Grade":
        """What its results are worth as evidence."""
        if self.by_school:
            return Grade.SELF_REPORTED
        return Grade.CONFIRMED if self.answer == self.Answer.CONFIRMED else Grade.SEEN


class Grade(models.TextChoices):
    """What a result is worth as evidence."""

    SELF_REPORTED = "self_reported", _("self-reported")
    SEEN = "seen", _("seen by an officer")
    CONFIRMED = "confirmed", _("confirmed by the school")


class ItemResult(models.Model):
    """What one inspection found at one item of the sheet; the latest of each item *is current*."""

    class Outcome(models.TextChoices):
        PASS = "pass", pgettext_lazy("outcome", "pass")
        FAIL = "fail", pgettext_lazy("outcome", "fail")
        NOT_APPLICABLE = "not_applicable", pgettext_lazy("outcome", "not applicable")

    inspection = models.ForeignKey(
        Inspection, verbose_name=_("inspection"), on_delete=models.CASCADE, related_name="results"
    )
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="results")
    by_school = models.BooleanField(_("self-check"), default=False)
    # A key of campus_safety.rules.sheet.ITEMS.
    item = models.CharField(_("item"), max_length=40)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    is_current = models.BooleanField(_("on the sheet"), default=False)

    objects: ClassVar[ItemResultQuerySet] = ItemResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("result of an item")
        verbose_name_plural = _("results of items")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="schools_itemresult_once"),
            models.UniqueConstraint(
                fields=["school", "by_school", "item"], condition=Q(is_current=True), name="schools_itemresult_current"
            ),
            models.CheckConstraint(condition=~Q(item=""), name="schools_itemresult_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"
