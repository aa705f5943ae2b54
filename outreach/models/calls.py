"""The log of the hotline (热线记录): who called by role, about what, what was answered, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from incidents.models import Case
from outreach.models.opinions import Opinion
from outreach.models.tips import Tip
from outreach.querysets import CallQuerySet
from schools.models import Hazard, School


class Call(models.Model):
    """One call to the hotline; it became at most one case, hazard, opinion or tip."""

    class Caller(models.TextChoices):
        HEAD = "head", pgettext_lazy("caller", "head of a school")
        STAFF = "staff", pgettext_lazy("caller", "staff of a school")
        PARENT = "parent", pgettext_lazy("caller", "parent")
        STUDENT = "student", pgettext_lazy("caller", "student")
        NEIGHBOUR = "neighbour", pgettext_lazy("caller", "neighbour")
        OTHER = "other", pgettext_lazy("caller", "somebody else")

    class Topic(models.TextChoices):
        HELP = "help", pgettext_lazy("call", "call for help")
        THEFT = "theft", pgettext_lazy("call", "theft or loss")
        STRANGER = "stranger", pgettext_lazy("call", "somebody suspicious")
        TRAFFIC = "traffic", pgettext_lazy("call", "traffic at the gate")
        SURROUNDINGS = "surroundings", pgettext_lazy("call", "surroundings of the school")
        DISPUTE = "dispute", pgettext_lazy("call", "dispute")
        ADVICE = "advice", pgettext_lazy("call", "advice")
        OTHER = "other", pgettext_lazy("call", "other")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="calls")
    school = models.ForeignKey(
        School, verbose_name=_("school"), null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )
    called_at = models.DateTimeField(_("called at"))
    caller = models.CharField(_("who called"), max_length=10, choices=Caller.choices)
    topic = models.CharField(pgettext_lazy("call", "topic"), max_length=15, choices=Topic.choices)
    text = models.CharField(_("what was said"), max_length=1000)
    answer = models.CharField(_("what was answered"), max_length=1000, blank=True)
    needs_follow_up = models.BooleanField(_("to be followed up"), default=False)
    followed_up_at = models.DateTimeField(_("followed up at"), null=True, blank=True)
    followed_up_by = models.ForeignKey(
        User, verbose_name=_("followed up by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    follow_up = models.CharField(_("what was done"), max_length=500, blank=True)
    taken_by = models.ForeignKey(User, verbose_name=_("taken by"), on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(
        Case, verbose_name=_("case"), null=True, blank=True, on_delete=models.PROTECT, related_name="call"
    )
    hazard = models.OneToOneField(
        Hazard, verbose_name=_("hazard"), null=True, blank=True, on_delete=models.PROTECT, related_name="call"
    )
    opinion = models.OneToOneField(
        Opinion, verbose_name=_("opinion"), null=True, blank=True, on_delete=models.PROTECT, related_name="call"
    )
    tip = models.OneToOneField(
        Tip, verbose_name=_("tip"), null=True, blank=True, on_delete=models.PROTECT, related_name="call"
    )

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-called_at", "-pk"]
        verbose_name = _("call to the hotline")
        verbose_name_plural = _("calls to the hotline")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outreach_call_says"),
            models.CheckConstraint(
                condition=Q(hazard=None, opinion=None, tip=None)
                | Q(case=None, opinion=None, tip=None)
                | Q(case=None, hazard=None, tip=None)
                | Q(case=None, hazard=None, opinion=None),
                name="outreach_call_became_one",
            ),
            models.CheckConstraint(
                condition=Q(followed_up_at__isnull=True, followed_up_by__isnull=True, follow_up="")
                | Q(followed_up_at__isnull=False, followed_up_by__isnull=False, needs_follow_up=True)
                & ~Q(follow_up=""),
                name="outreach_call_followed_up",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "called_at"], name="outreach_call_month"),
            models.Index(
                fields=["unit"],
                condition=Q(needs_follow_up=True, followed_up_at__isnull=True),
                name="outreach_call_to_follow_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {timezone.localtime(self.called_at):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """The page of the call."""
        return reverse("outreach:call", args=[self.pk])

    @property
    def has_turned(self) -> bool:
        """Whether it became a case, a hazard, an opinion or a tip."""
        return any((self.case_id, self.hazard_id, self.opinion_id, self.tip_id))

    @property
    def waits(self) -> bool:
        """Whether there is more to do: what became something else is followed up there."""
        return self.needs_follow_up and self.followed_up_at is None and not self.has_turned
