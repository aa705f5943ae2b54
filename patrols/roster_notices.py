"""What a notice about a swap says."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.actions import Draft
from campus_safety.notices.kinds import Data, NoticeKind, Said, register
from campus_safety.wording import relisted
from patrols.models import Swap

SWAP_ASKED = "patrols.swap_asked"
SWAP_ACCEPTED = "patrols.swap_accepted"
SWAP_DECLINED = "patrols.swap_declined"
SWAP_WITHDRAWN = "patrols.swap_withdrawn"
SWAP_DONE = "patrols.swap_done"

LABELS = {
    SWAP_ASKED: gettext_lazy("A colleague asks you to swap a duty"),
    SWAP_ACCEPTED: gettext_lazy("Your swap is accepted: the roster has changed"),
    SWAP_DECLINED: gettext_lazy("Your swap is declined: your duty stays yours"),
    SWAP_WITHDRAWN: gettext_lazy("A swap is no longer asked"),
    SWAP_DONE: gettext_lazy("Two officers have swapped duties"),
}


def draft_of(kind: str, swap: Swap, recipient_id: int) -> Draft:
    """A notice about a swap: what is given and taken, by day, times and codes of points."""
    return Draft(
        recipient_id=recipient_id,
        kind=kind,
        key=f"{kind}:{swap.pk}",
        data={"given": swap.given, "taken": swap.taken},
        url=swap.get_absolute_url(),
    )


def _add(key: str, label: str | Promise) -> None:
    def say(data: Data) -> Said:
        words = {"given": relisted(data["given"]), "taken": relisted(data["taken"]) or _("nothing")}
        return Said(str(label), _("%(given)s, in return for %(taken)s") % words)

    register(NoticeKind(key=key, label=label, say=say))


for each, words in LABELS.items():
    _add(each, words)
