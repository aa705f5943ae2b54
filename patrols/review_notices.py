"""What an officer is told when a commander rejects a check-in, or takes the rejection back."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data, NoticeKind, Said
from patrols.models import CheckIn, CheckInReview

REJECTED, RESTORED = "patrols.check_in_rejected", "patrols.check_in_restored"


def draft_of(check_in: CheckIn, review: CheckInReview) -> Draft:
    """The notice to who checked in. The reason stays in the portal: a notice may leave by mail or by a robot."""
    kind = REJECTED if review.outcome == CheckInReview.Outcome.REJECTED else RESTORED
    return Draft(
        recipient_id=check_in.officer_id,
        kind=kind,
        key=f"{kind}:{check_in.pk}:{review.reviewed_at:%Y%m%dT%H%M%S%f}",
        data={"point": check_in.point.code, "captured_at": check_in.captured_at.isoformat()},
        url=check_in.get_absolute_url(),
    )


def _say_rejected(data: Data) -> Said:
    title = _("Your check-in at %(point)s on %(at)s was rejected") % _values(data)
    return Said(title, _("It counts no longer. The reason stands on its page."))


def _say_restored(data: Data) -> Said:
    title = _("Your check-in at %(point)s on %(at)s counts again") % _values(data)
    return Said(title, _("The rejection was taken back."))


def _values(data: Data) -> dict[str, str]:
    moment = timezone.localtime(datetime.fromisoformat(data["captured_at"]))
    return {"point": data["point"], "at": date_format(moment, "SHORT_DATETIME_FORMAT")}


KINDS = (
    NoticeKind(REJECTED, gettext_lazy("check-in rejected"), _say_rejected),
    NoticeKind(RESTORED, gettext_lazy("rejected check-in counts again"), _say_restored),
)
