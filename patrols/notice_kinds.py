"""The notices of the ladder in words: made when they are read, in the reader's language."""

from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus_safety.notices.kinds import Data, NoticeKind, Said, register
from campus_safety.wording import listed
from patrols import (
    review_notices,
    roster_notices,  # noqa: F401  (adds the kinds of notices about swaps)
)

REMINDER, WARNING = "patrols.reminder", "patrols.warning"
HAND_OVER, MISSED = "patrols.hand_over", "patrols.missed"
# How many points a notice names; of the others it says how many there are.
NAMED_POINTS = 3


class Round(TypedDict):
    """What these notices keep: how many duties of one window of a day, the first points as (number, name).

    Day and moments are ISO 8601, `duties` the ids of all of them. `note` is empty, *unmanned* (nobody is on the
    roster), or what becomes of what was missed: *handed_over*, *no_substitute* or *day_over*.
    """

    on: str
    starts_at: str
    ends_at: str
    number: int
    points: list[tuple[str, str]]
    note: str
    duties: list[int]


def _reminder(data: Data) -> Said:
    if data["note"]:
        return _unmanned(data)
    words = ngettext(
        "Duty reminder: %(number)s point, %(start)s to %(end)s",
        "Duty reminder: %(number)s points, %(start)s to %(end)s",
        data["number"],
    )
    return _said(words, data)


def _unmanned(data: Data) -> Said:
    words = ngettext(
        "Nobody is on duty: %(number)s point, %(start)s to %(end)s",
        "Nobody is on duty: %(number)s points, %(start)s to %(end)s",
        data["number"],
    )
    return _said(words, data)


def _warning(data: Data) -> Said:
    words = ngettext(
        "Nobody has come yet: %(number)s point, until %(end)s",
        "Nobody has come yet: %(number)s points, until %(end)s",
        data["number"],
    )
    return _said(words, data)


def _hand_over(data: Data) -> Said:
    words = ngettext(
        "Please go now: %(number)s point was missed, %(start)s to %(end)s",
        "Please go now: %(number)s points were missed, %(start)s to %(end)s",
        data["number"],
    )
    return _said(words, data)


def _missed(data: Data) -> Said:
    words = ngettext(
        "Missed: %(number)s point, %(start)s to %(end)s",
        "Missed: %(number)s points, %(start)s to %(end)s",
        data["number"],
    )
    return _said(words, data)


def _said(words: str, data: Data) -> Said:
    title = words % {"number": data["number"], "start": _clock(data["starts_at"]), "end": _clock(data["ends_at"])}
    facts = [date_format(date.fromisoformat(data["on"]), "MONTH_DAY_FORMAT"), _points(data), _note(data["note"])]
    return Said(title, " · ".join(fact for fact in facts if fact))


def _points(data: Data) -> str:
    named = listed(f"{number} {name}" for number, name in data["points"])
    rest = data["number"] - len(data["points"])
    if not rest:
        return named
    words = ngettext("%(points)s and %(number)s more", "%(points)s and %(number)s more", rest)
    return words % {"points": named, "number": rest}


def _note(note: str) -> str:
    notes = {
        "unmanned": _("nobody is on the roster"),
        "handed_over": _("the substitute was told to go there"),
        "no_substitute": _("no substitute is named"),
        "day_over": _("the day was over: nobody was sent"),
    }
    return notes.get(note, "")


def _clock(moment: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(moment)), "TIME_FORMAT")


register(NoticeKind(REMINDER, gettext_lazy("duty reminder"), _reminder))
register(NoticeKind(WARNING, gettext_lazy("warning before the end of a duty window"), _warning))
register(NoticeKind(HAND_OVER, gettext_lazy("missed duty handed over to me"), _hand_over, is_urgent=True))
register(NoticeKind(MISSED, gettext_lazy("missed duty"), _missed, is_urgent=True))
for _kind in review_notices.KINDS:
    register(_kind)
