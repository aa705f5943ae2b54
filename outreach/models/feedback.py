"""Feedback on police's work: rounds, the forms of a round, and answers without a name."""

import secrets
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from outreach.querysets import FeedbackFormQuerySet, FeedbackRoundQuerySet
from outreach.states.feedback import Stage
from schools.models import School

WORST, BEST = 1, 5
SCORES = ("patrols", "help", "manner", "teaching", "overall")


def new_secret() -> str:
    """A secret of 128 bits, as it stands in an address."""
    return secrets.token_urlsafe(16)


class FeedbackRound(models.Model):
    """A span of days in which the schools of a station are asked, both days included; published when it is over."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="feedback_rounds"
    )
    title = models.CharField(pgettext_lazy("feedback", "title"), max_length=60)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    # With it a device is told from another within the round, and in no other round.
    secret = models.CharField(max_length=40, default=new_secret, editable=False)
    made_at = models.DateTimeField(_("made at"))
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[FeedbackRoundQuerySet] = FeedbackRoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("round of feedback")
        verbose_name_plural = _("rounds of feedback")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="outreach_feedbackround_first_before_last"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="outreach_feedbackround_title"),
        ]
        indexes = [models.Index(fields=["unit", "last_day"], name="outreach_feedback_month")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the round."""
        return reverse("outreach:feedback_round", args=[self.pk])

    def is_open(self, today: date) -> bool:
        """Whether it takes answers today."""
        return self.first_day <= today <= self.last_day

    def is_closed(self, today: date) -> bool:
        """Whether its last day is over, so that what was said is published."""
        return self.last_day < today

    def stage_on(self, today: date) -> Stage:
        """How it stands today."""
        if self.is_open(today):
            return Stage.OPEN
        return Stage.OVER if self.is_closed(today) else Stage.TO_COME


class FeedbackForm(models.Model):
    """The form of a round for one kind of people at one school, reached by the token in its link and QR code."""

    class Audience(models.TextChoices):
        """Who is asked; students by schools whose students are old enough (`asks_students`)."""

        HEADS = "heads", pgettext_lazy("audience", "heads")
        STAFF = "staff", pgettext_lazy("audience", "staff")
        STUDENTS = "students", pgettext_lazy("audience", "students")
        PARENTS = "parents", pgettext_lazy("audience", "parents")

    round = models.ForeignKey(
        FeedbackRound, verbose_name=_("round of feedback"), on_delete=models.PROTECT, related_name="forms"
    )
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="feedback_forms"
    )
    audience = models.CharField(pgettext_lazy("feedback", "who is asked"), max_length=10, choices=Audience.choices)
    token = models.CharField(_("token"), max_length=40, unique=True, default=new_secret, editable=False)

    objects: ClassVar[FeedbackFormQuerySet] = FeedbackFormQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["school", "pk"]
        verbose_name = _("form of feedback")
        verbose_name_plural = _("forms of feedback")
        constraints = [
            models.UniqueConstraint(fields=["round", "school", "audience"], name="outreach_feedbackform_once")
        ]

    def __str__(self) -> str:
        return f"{self.school} · {self.get_audience_display()}"

    def get_absolute_url(self) -> str:
        """The page that gives its link and QR code."""
        return reverse("outreach:feedback_form", args=[self.pk])


class FeedbackAnswer(models.Model):
    """One answer: five scores from 1 to 5 and words, by nobody in particular, on a day without its time."""

    form = models.ForeignKey(
        FeedbackForm, verbose_name=_("form of feedback"), on_delete=models.PROTECT, related_name="answers"
    )
    # The form's round, repeated here so that the database refuses a second answer of a device in a round.
    round = models.ForeignKey(
        FeedbackRound, verbose_name=_("round of feedback"), on_delete=models.PROTECT, related_name="answers"
    )
    # HMAC-SHA-256 of the device's random id with the round's secret.
    device = models.CharField(max_length=64, editable=False)
    on = models.DateField(_("date"))
    patrols = models.PositiveSmallIntegerField(pgettext_lazy("feedback", "police are seen"))
    help = models.PositiveSmallIntegerField(pgettext_lazy("feedback", "help comes when asked for"))
    manner = models.PositiveSmallIntegerField(pgettext_lazy("feedback", "manner of police"))
    teaching = models.PositiveSmallIntegerField(pgettext_lazy("feedback", "lectures and drills"))
    overall = models.PositiveSmallIntegerField(pgettext_lazy("feedback", "safety on the whole"))
    text = models.CharField(_("words"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer of feedback")
        verbose_name_plural = _("answers of feedback")
        constraints = [
            models.UniqueConstraint(fields=["round", "device"], name="outreach_feedbackanswer_once_a_device"),
            models.CheckConstraint(
                condition=Q(**{f"{score}__range": (WORST, BEST) for score in SCORES}),
                name="outreach_feedbackanswer_scores",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.on:%Y-%m-%d}"
