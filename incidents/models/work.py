"""What is done on cases (侦办措施): who, from when until when, how many hours, what came of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from incidents.models.cases import Case
from incidents.querysets import CaseActionQuerySet

MOST_HOURS = 2000


class CaseAction(models.Model):
    """One action, for one case or several at a time; its hours count once in a month, and for each of its cases.

    `hours` are those that the work took, of a video review those of the footage; never more than its span has.
    """

    class Kind(models.TextChoices):
        SCENE_VISIT = "scene_visit", pgettext_lazy("case action", "scene visit")
        INTERVIEW = "interview", pgettext_lazy("case action", "interview")
        VIDEO_REVIEW = "video_review", pgettext_lazy("case action", "video review")
        STAKEOUT = "stakeout", pgettext_lazy("case action", "stakeout")
        INQUIRY = "inquiry", pgettext_lazy("case action", "inquiry in the neighbourhood")
        ARREST = "arrest", pgettext_lazy("case action", "arrest")
        PROPERTY_RETURNED = "property_returned", pgettext_lazy("case action", "property returned")
        OTHER = "other", pgettext_lazy("case action", "other")

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="case_actions"
    )
    cases = models.ManyToManyField(Case, verbose_name=_("cases"), related_name="actions")
    officers = models.ManyToManyField(User, verbose_name=_("officers"), related_name="case_actions")
    kind = models.CharField(pgettext_lazy("case action", "kind"), max_length=20, choices=Kind.choices)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"))
    hours = models.DecimalField(
        _("hours"), max_digits=6, decimal_places=1, validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)]
    )
    result = models.CharField(_("what came of it"), max_length=1000)
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[CaseActionQuerySet] = CaseActionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("action on cases")
        verbose_name_plural = _("actions on cases")
        constraints = [
            models.CheckConstraint(condition=Q(started_at__lte=F("ended_at")), name="incidents_caseaction_span"),
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=MOST_HOURS), name="incidents_caseaction_hours"),
            models.CheckConstraint(condition=~Q(result=""), name="incidents_caseaction_result"),
        ]
        indexes = [
            models.Index(fields=["unit", "started_at"], include=["kind", "hours"], name="incidents_caseaction_month")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        """The action's page."""
        return reverse("incidents:action", args=[self.pk])

    @property
    def is_of_one_day(self) -> bool:
        """Whether it ended on the day in Asia/Shanghai on which it began."""
        return local_day(self.started_at) == local_day(self.ended_at)
