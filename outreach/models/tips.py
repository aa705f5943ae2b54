"""Tips from the public: left without a name, followed and answered by a code."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.geo.fields import latitude_field, longitude_field, place_constraint
from campus_safety.uploads.models import StoredFile
from incidents.models import Case
from outreach.models.steps import StepTaken
from outreach.querysets import TipQuerySet
from outreach.states.tips import TipState
from schools.models import Hazard, School


class Tip(models.Model):
    """What somebody tells the station. Of who told it nothing is kept, but for the hash of a code that only they know.

    It leads to at most one case or hazard.
    """

    class Category(models.TextChoices):
        THEFT = "theft", pgettext_lazy("tip", "theft")
        STRANGER = "stranger", pgettext_lazy("tip", "somebody suspicious")
        VIOLENCE = "violence", pgettext_lazy("tip", "bullying or violence")
        HAZARD = "hazard", pgettext_lazy("tip", "danger at or near a school")
        TRAFFIC = "traffic", pgettext_lazy("tip", "traffic at the gate")
        STALLS = "stalls", pgettext_lazy("tip", "stalls, noise and nuisance")
        OTHER = "other", pgettext_lazy("tip", "other")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="tips")
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="tips"
    )
    category = models.CharField(pgettext_lazy("tip", "category"), max_length=10, choices=Category.choices)
    text = models.CharField(_("what you saw"), max_length=2000)
    place = models.CharField(_("where"), max_length=100, blank=True)
    latitude = latitude_field(null=True, blank=True)
    longitude = longitude_field(null=True, blank=True)
    photo = models.OneToOneField(
        StoredFile, verbose_name=_("photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="tip"
    )
    # SHA-256 of the code: of at least 80 random bits, so that a plain hash is enough.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received at"))
    state = models.CharField(_("state"), max_length=10, choices=TipState.choices, default=TipState.NEW)
    lead = models.ForeignKey(
        User, verbose_name=_("officer in charge"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="tips_led",
    )  # fmt: skip
    case = models.ForeignKey(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="tips"
    )
    hazard = models.ForeignKey(
        Hazard, verbose_name=_("hazard"), null=True, blank=True, on_delete=models.PROTECT, related_name="tips"
    )

    objects: ClassVar[TipQuerySet] = TipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        constraints = [
            place_constraint("outreach_tip_place"),
            models.CheckConstraint(condition=~Q(text=""), name="outreach_tip_says"),
            models.CheckConstraint(condition=Q(case=None) | Q(hazard=None), name="outreach_tip_leads_to_one"),
            models.CheckConstraint(
                condition=Q(state=TipState.NEW) | Q(lead__isnull=False), name="outreach_tip_in_charge"
            ),
        ]
        indexes = [models.Index(fields=["unit", "received_at"], name="outreach_tip_month")]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {timezone.localtime(self.received_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """The tip's page for police."""
        return reverse("outreach:tip", args=[self.pk])


class TipMessage(models.Model):
    """One message between the station and whoever left the tip; `by` is empty for the latter."""

    tip = models.ForeignKey(Tip, verbose_name=_("tip"), on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(pgettext_lazy("step", "at"))
    text = models.CharField(_("words"), max_length=1000)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message on a tip")
        verbose_name_plural = _("messages on tips")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="outreach_tipmessage_says")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class TipStep(StepTaken):
    """A step of a tip; what whoever left it reads are its messages."""

    tip = models.ForeignKey(Tip, verbose_name=_("tip"), on_delete=models.PROTECT, related_name="steps")
    # Empty where whoever left the tip wrote again after it was closed.
    by = models.ForeignKey(  # type: ignore[assignment]  # required elsewhere
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(StepTaken.Meta):
        verbose_name = _("step of a tip")
        verbose_name_plural = _("steps of tips")

    @property
    def label(self) -> str | Promise:
        """What the step did, in words."""
        if self.before == self.after:
            return pgettext_lazy("tip", "handed over")
        return TipState(self.after).label
