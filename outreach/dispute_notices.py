"""The notice that an officer is in charge of a dispute: the school and no more, for it may leave by mail."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data, NoticeKind, Said
from outreach.models import Dispute

APPOINTED = "outreach.dispute_appointed"


def drafts_of_lead(dispute: Dispute, *, by: User, at: datetime) -> list[Draft]:
    """The notice to an officer of being in charge of a dispute; who took it over oneself is told nothing."""
    if dispute.lead_id == by.pk:
        return []
    key, data = f"{APPOINTED}:{dispute.pk}:{at.isoformat()}", {"school": dispute.school.name}
    url = dispute.get_absolute_url()
    return [Draft(recipient_id=dispute.lead_id, kind=APPOINTED, key=key, data=data, url=url)]


def _appointed(data: Data) -> Said:
    return Said(_("You are in charge of a dispute: %(school)s") % data, _("Say on its page what is done."))


KINDS = (NoticeKind(APPOINTED, gettext_lazy("a dispute that I am in charge of"), _appointed),)
