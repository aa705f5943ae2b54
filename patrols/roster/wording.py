"""How the roster speaks of days and rounds."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from patrols.roster.copying import Copied
from patrols.roster.mine import MyRound
from patrols.roster.planned import Span


def day_in_words(on: date) -> str:
    """The day with its weekday."""
    return f"{date_format(on, 'MONTH_DAY_FORMAT')} {date_format(on, 'l')}"


def clocks(span: Span) -> str:
    """From when until when."""
    return "–".join(time_format(timezone.localtime(moment), "H:i") for moment in span)


def round_in_words(each: MyRound) -> str:
    """A round in one line: day, times, how many points."""
    number = len(each.entries)
    points = ngettext("%(number)s point", "%(number)s points", number) % {"number": number}
    return f"{day_in_words(each.on)} {clocks(each.span)} · {points}"


def entries_added(number: int) -> str:
    """How many entries were written."""
    added = ngettext("%(number)s entry was put on the roster.", "%(number)s entries were put on the roster.", number)
    return added % {"number": number}


def entries_gone(number: int) -> str:
    """How many entries were deleted."""
    gone = ngettext(
        "%(number)s entry was taken off the roster.", "%(number)s entries were taken off the roster.", number
    )
    return gone % {"number": number}


def copied_in_words(copied: Copied) -> str:
    """What a copying has come to, in a sentence or two."""
    left = sum(copied.left.values())
    said = entries_added(len(copied.entries))
    if not left:
        return said
    words = ngettext("%(number)s could not be copied.", "%(number)s could not be copied.", left)
    return f"{said} {words % {'number': left}}"


def facts_of_copy(plan: Copied) -> list[tuple[str, str]]:
    """(label, value) of what would be copied, what stands already, and what cannot be copied and why."""
    days = ngettext("%(number)s day", "%(number)s days", len(plan.standbys)) % {"number": len(plan.standbys)}
    facts = [
        (_("Will be copied"), _entries(len(plan.entries))),
        (_("Stand there already"), _entries(plan.stood)),
        (_("Substitutes that will be copied"), days),
    ]
    left = sorted(plan.left.items(), key=lambda item: item[0][0])
    return facts + [
        (_("Not on %(day)s: %(reason)s") % {"day": day_in_words(on), "reason": reason}, _entries(number))
        for (on, reason), number in left
    ]


def _entries(number: int) -> str:
    return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}
