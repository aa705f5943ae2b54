"""What was sent to subscribers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.models.reports import Report


class SentBriefing(models.Model):
    """The briefing of a month as its subscribers were sent it: mails that wait take the PDF from here.

    Kept until the next month's is sent.
    """

    report = models.OneToOneField(Report, verbose_name=_("report"), on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField(_("content"))
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        ordering = ["report"]
        verbose_name = _("briefing that was sent")
        verbose_name_plural = _("briefings that were sent")

    def __str__(self) -> str:
        return str(self.report_id)
