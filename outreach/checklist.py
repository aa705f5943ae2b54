"""The checklist against theft at events: what a school sees to before and on the day. Practice, no rule of law.

At a show in a public square in February 2018 a teacher's phone was taken from a stool by the stage.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.rules.catalogue import PRACTICE

SOURCE = PRACTICE


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to: its key, which is stored, what is to be done, and how or why."""

    key: str
    title: str | Promise
    text: str | Promise = ""


CHECKLIST = (
    Item("watcher", _("One adult does nothing but watch the things"), _("Everybody knows who it is.")),
    Item(
        "on_the_body",
        _("No phone is left on a stool, by the stage or in a coat"),
        _("Carried on the body, or handed in. The phone stolen in 2018 lay on a stool by the stage."),
    ),
    Item("locked", _("Bags and coats are in a locked room or box"), _("One person has the key.")),
    Item("counted", _("Instruments and cameras are counted before and after"), _("From a list, by two people.")),
    Item("backstage", _("Nobody but cast and staff goes behind the stage"), _("Strangers are spoken to at once.")),
    Item("cameras", _("Cameras see the stage, the seats and the way in"), _("They record, and their clock is right.")),
    Item("told", _("Families are told beforehand to keep phones and bags on them"), _("Once more from the stage.")),
    Item("report", _("Everybody knows whom to tell"), _("The hotline of the station; in an emergency 110.")),
)
KEYS = tuple(item.key for item in CHECKLIST)
