"""Signed reports as files: made once, and the same bytes ever after."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.statistics.briefing.files import render
from campus_safety.statistics.integrity import is_whole
from campus_safety.statistics.models import Report, ReportFile
from campus_safety.statistics.states import ReportState


def report_file(*, report: Report, format: ReportFile.Format) -> ReportFile:  # noqa: A002  (as the model calls it)
    """A signed report in one format; it is rendered the first time that somebody asks for it.

    Whoever holds these bytes can have them verified. The report came with its unit and figures. Raises ValueError for
    one that is not signed: a draft has no file that stays; ValidationError for one whose figures are no longer those
    that were signed.
    """
    if report.state != ReportState.SIGNED:
        raise ValueError(f"The report {report} is not signed.")
    if not is_whole(report):
        raise ValidationError(_("The stored figures are not those that were signed. Tell the administrator."))
    kept = report.files.filter(format=format).first()
    return kept or _keep(report, format, render(report, format))


@transaction.atomic
def _keep(report: Report, format_: ReportFile.Format, content: bytes) -> ReportFile:
    """Keep the content; of two that were made at once the first one is the file."""
    Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    kept = report.files.filter(format=format_).first()
    if kept is not None:
        return kept
    stored = ReportFile(report=report, format=format_, sha256=sha256(content).hexdigest(), made_at=timezone.now())
    stored.content.save(f"{report.pk}.{format_}", ContentFile(content), save=False)
    stored.save()
    return stored
