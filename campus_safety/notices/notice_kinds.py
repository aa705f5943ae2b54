"""What the notices themselves have to tell."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.notices.failures import in_words
from campus_safety.notices.kinds import Data, NoticeKind, Said, register
from campus_safety.notices.models import Channel

CHANNEL_FAILING = "notices.channel_failing"


def _channel_failing(data: Data) -> Said:
    names = {"channel": Channel.Kind(data["channel"]).label, "target": data["target"]}
    return Said(_("No message gets through on %(channel)s %(target)s") % names, in_words(data["error"]))


register(NoticeKind(CHANNEL_FAILING, gettext_lazy("A channel fails"), _channel_failing))
