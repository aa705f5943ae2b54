"""Opinions of schools on police's work (问需问暖), and disputes that touch a school (涉校矛盾纠纷)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.wording import listed
from outreach.models.steps import StepTaken
from outreach.querysets import DisputeQuerySet, OpinionQuerySet
from outreach.states.opinions import DISPUTE_ENDED, DISPUTE_IN_HAND, DisputeState, OpinionState
from schools.models import School


class Opinion(models.Model):
    """What a school asks for or complains of, answered by its day; the school says whether it is satisfied."""

    class Kind(models.TextChoices):
        REQUEST = "request", pgettext_lazy("opinion", "request")
        COMPLAINT = "complaint", pgettext_lazy("opinion", "complaint")
        SUGGESTION = "suggestion", pgettext_lazy("opinion", "suggestion")

    class Topic(models.TextChoices):
        PATROL = "patrol", pgettext_lazy("opinion", "patrol and gate duty")
        TRAFFIC = "traffic", pgettext_lazy("opinion", "traffic at the gate")
        SURROUNDINGS = "surroundings", pgettext_lazy("opinion", "surroundings of the school")
        FACILITIES = "facilities", pgettext_lazy("opinion", "cameras, alarms and gates")
        EDUCATION = "education", pgettext_lazy("opinion", "lectures and drills")
        CONDUCT = "conduct", pgettext_lazy("opinion", "conduct of police")
        OTHER = "other", pgettext_lazy("opinion", "other")

    class Way(models.TextChoices):
        """How it came to the station."""

        PORTAL = "portal", pgettext_lazy("opinion", "in the portal")
        VISIT = "visit", pgettext_lazy("opinion", "at a visit")
        CALL = "call", pgettext_lazy("opinion", "by the hotline")
        MEETING = "meeting", pgettext_lazy("opinion", "at a meeting")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="opinions")
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(pgettext_lazy("opinion", "kind"), max_length=12, choices=Kind.choices)
    topic = models.CharField(pgettext_lazy("opinion", "topic"), max_length=15, choices=Topic.choices)
    way = models.CharField(pgettext_lazy("opinion", "how it came"), max_length=10, choices=Way.choices)
    text = models.CharField(_("what it says"), max_length=1000)
    received_at = models.DateTimeField(_("received at"))
    # By when it is to be answered; moved on when it is reopened.
    due_on = models.DateField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=10, choices=OpinionState.choices, default=OpinionState.OPEN)
    # Of now; those that were not the last one stand in the steps.
    answer = models.CharField(pgettext_lazy("opinion", "answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # What the school said of the answer; None as long as it has said nothing.
    is_satisfied = models.BooleanField(_("satisfied"), null=True, blank=True)
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[OpinionQuerySet] = OpinionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outreach_opinion_says"),
            models.CheckConstraint(
                condition=Q(state=OpinionState.OPEN, answered_at__isnull=True, answer="")
                | Q(state__in=[OpinionState.ANSWERED, OpinionState.SETTLED], answered_at__isnull=False) & ~Q(answer=""),
                name="outreach_opinion_answered",
            ),
            models.CheckConstraint(
                condition=Q(state=OpinionState.SETTLED, is_satisfied__isnull=False)
                | ~Q(state=OpinionState.SETTLED) & Q(is_satisfied__isnull=True),
                name="outreach_opinion_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "received_at"], include=["state"], name="outreach_opinion_month"),
            models.Index(fields=["school", "received_at"], name="outreach_opinion_school"),
            models.Index(fields=["unit", "answered_at"], name="outreach_opinion_answered_at"),
            models.Index(fields=["due_on"], condition=Q(state=OpinionState.OPEN), name="outreach_opinion_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.school}"

    def get_absolute_url(self) -> str:
        """The page of the opinion."""
        return reverse("outreach:opinion", args=[self.pk])

    def is_overdue(self, today: date) -> bool:
        """Whether it was to be answered before today and has not been."""
        return self.state == OpinionState.OPEN and self.due_on < today

    def days_left(self, today: date) -> int | None:
        """Days until it is to be answered, below zero when that is over; None if nobody waits for an answer."""
        return (self.due_on - today).days if self.state == OpinionState.OPEN else None


class OpinionStep(StepTaken):
    """A step of an opinion; that of an answer holds the answer."""

    opinion = models.ForeignKey(Opinion, verbose_name=_("opinion"), on_delete=models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = _("step of an opinion")
        verbose_name_plural = _("steps of opinions")

    @property
    def state(self) -> OpinionState:
        """The state that it led to."""
        return OpinionState(self.after)


class Dispute(models.Model):
    """A conflict that touches a school: its parties by role and never by name, and what is done to end it."""

    class Party(models.TextChoices):
        PARENTS = "parents", pgettext_lazy("party", "parents")
        STAFF = "staff", pgettext_lazy("party", "staff")
        SCHOOL = "school", pgettext_lazy("party", "the school")
        PUPILS = "pupils", pgettext_lazy("party", "pupils")
        NEIGHBOURS = "neighbours", pgettext_lazy("party", "neighbours")
        FIRM = "firm", pgettext_lazy("party", "a firm")
        OTHER = "other", pgettext_lazy("party", "others")

    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="disputes")
    school = models.ForeignKey(School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="disputes")
    # The roles of those between whom it is.
    parties = models.JSONField(pgettext_lazy("dispute", "parties"))
    text = models.CharField(_("what it is about"), max_length=1000)
    found_on = models.DateField(_("found on"))
    state = models.CharField(_("state"), max_length=10, choices=DisputeState.choices, default=DisputeState.FOUND)
    # The day on which it was resolved or handed on, and to whom.
    ended_on = models.DateField(pgettext_lazy("dispute", "ended on"), null=True, blank=True)
    handed_to = models.CharField(_("handed on to"), max_length=100, blank=True)
    lead = models.ForeignKey(
        User, verbose_name=_("officer in charge"), on_delete=models.PROTECT, related_name="disputes_led"
    )
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[DisputeQuerySet] = DisputeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-found_on", "-pk"]
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outreach_dispute_says"),
            models.CheckConstraint(
                condition=Q(state__in=DISPUTE_IN_HAND, ended_on__isnull=True)
                | Q(state__in=DISPUTE_ENDED, ended_on__isnull=False),
                name="outreach_dispute_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=DisputeState.HANDED_ON) & ~Q(handed_to="")
                | ~Q(state=DisputeState.HANDED_ON) & Q(handed_to=""),
                name="outreach_dispute_handed_on",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "found_on"], name="outreach_dispute_month"),
            models.Index(fields=["unit", "ended_on"], include=["state"], name="outreach_dispute_ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.school} · {self.found_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The page of the dispute."""
        return reverse("outreach:dispute", args=[self.pk])

    @property
    def is_in_hand(self) -> bool:
        """Whether it has not come to its end."""
        return self.state in DISPUTE_IN_HAND

    @property
    def between(self) -> str:
        """Its parties in words."""
        return listed(str(self.Party(party).label) for party in self.parties)


class DisputeStep(StepTaken):
    """A step of a dispute; one within a state says what was done."""

    dispute = models.ForeignKey(Dispute, verbose_name=_("dispute"), on_delete=models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = _("step of a dispute")
        verbose_name_plural = _("steps of disputes")
        constraints = [models.CheckConstraint(condition=Q(before="") | ~Q(text=""), name="outreach_disputestep_says")]

    @property
    def state(self) -> DisputeState:
        """The state that it led to."""
        return DisputeState(self.after)
