"""What people say of a check-in afterwards: the commander's review of its flags, the school's confirmation."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from patrols.models.check_ins import CheckIn
from patrols.querysets import CheckInReviewQuerySet, VisitConfirmationQuerySet
from schools.models import School


class CheckInReview(models.Model):
    """A commander's word on the evidence of a check-in: accepted, or rejected with a reason.

    A rejected check-in fulfils no duty and is counted nowhere. The word can be changed; the trail keeps what it was.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    check_in = models.OneToOneField(
        CheckIn, verbose_name=_("check-in"), on_delete=models.PROTECT, related_name="review"
    )
    # The check-in's own, repeated here so that a month's rejected ones are counted from one index.
    unit = models.ForeignKey(Unit, verbose_name=_("police station"), on_delete=models.PROTECT, related_name="+")
    captured_at = models.DateTimeField(_("captured at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    reviewed_by = models.ForeignKey(User, verbose_name=_("reviewed by"), on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed at"))

    objects: ClassVar[CheckInReviewQuerySet] = CheckInReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-reviewed_at"]
        verbose_name = _("review of a check-in")
        verbose_name_plural = _("reviews of check-ins")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="accepted") | models.Q(outcome="rejected") & ~models.Q(reason=""),
                name="patrols_checkinreview_why",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "outcome", "captured_at"], include=["check_in"], name="patrols_checkinreview_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_in} {self.get_outcome_display()}"


class VisitConfirmation(models.Model):
    """A principal's word that police were at the gate: the strongest grade of evidence."""

    check_in = models.OneToOneField(
        CheckIn, verbose_name=_("check-in"), on_delete=models.PROTECT, related_name="confirmation"
    )
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.PROTECT, related_name="visit_confirmations"
    )
    confirmed_by = models.ForeignKey(User, verbose_name=_("confirmed by"), on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"))

    objects: ClassVar[VisitConfirmationQuerySet] = VisitConfirmationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-confirmed_at"]
        verbose_name = _("confirmation of a visit")
        verbose_name_plural = _("confirmations of visits")

    def __str__(self) -> str:
        return f"{self.check_in} · {self.school}"
