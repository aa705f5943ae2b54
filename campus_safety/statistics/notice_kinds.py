"""The notices about reports in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.kinds import Attachment, Data, NoticeKind, Said, register
from campus_safety.statistics.briefing.words import file_name
from campus_safety.statistics.models import ReportFile, SentBriefing
from campus_safety.statistics.periods import period_named
from campus_safety.statistics.words import period_name

RESTATED = "statistics.restated"
BRIEFING = "statistics.briefing"


def _restated(data: Data) -> Said:
    words = {"period": period_name(period_named(data["period"])), "revision": data["revision"]}
    return Said(
        _("The signed report of %(period)s has a revision %(revision)s") % words,
        _("Records came in after the signature. See what changed; the revision is a draft until it is signed."),
    )


def _briefing(data: Data) -> Said:
    words = {"unit": data["unit"], "period": period_name(period_named(data["period"])), "revision": data["revision"]}
    title = _("Briefing of %(unit)s, %(period)s") if data["is_signed"] else _("Draft briefing of %(unit)s, %(period)s")
    text = _("Revision %(revision)s, signed.") if data["is_signed"] else _("Revision %(revision)s, not signed yet.")
    return Said(title % words, text % words)


def _file_of_briefing(data: Data) -> Attachment | None:
    """The PDF as it was made when the briefing was sent; None once the next month's has taken its place."""
    sent = SentBriefing.objects.select_related("report__unit").filter(report=data["report"]).first()
    if sent is None:
        return None
    return Attachment(file_name(sent.report, ReportFile.Format.PDF), "application/pdf", bytes(sent.content))


register(NoticeKind(RESTATED, gettext_lazy("a signed report has a new revision"), _restated))
register(NoticeKind(BRIEFING, gettext_lazy("the monthly briefing"), _briefing, attach=_file_of_briefing))
