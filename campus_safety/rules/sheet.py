"""The items of the safety sheet (一园一表): what an inspection looks at, where each stands, and how often it is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus_safety.rules.catalogue import (
    DRILLS,
    FOUR,
    GB_2012,
    GB_2012_UNTIL,
    GB_2022,
    GB_2022_FROM,
    ORDER_52,
    PRACTICE,
    guards_needed,
    rule,
)
from campus_safety.rules.rule import ALL, KINDERGARTENS, SCHOOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One item: what is looked at, by which standard, at which kinds of school, and in force when.

    `every` names the rule that says after how many days it is due again; `value` the rule whose number it asks for.
    The four 100 % (四个100%) are `is_four`. A key is never used for anything else: old results are read by it.
    """

    key: str
    title: str | Promise
    look: str | Promise
    source: str | Promise
    binds: frozenset[str] = ALL
    in_force_from: date | None = None
    in_force_until: date | None = None
    every: str = "sheet_every"
    value: str = ""
    is_four: bool = False
    is_checked: bool = True

    def due_on(self, last: date) -> date:
        """The day on which the item is due again after it was looked at on `last`."""
        days = rule(self.every, last).value
        return last + timedelta(days=days or 0)

    def asks(self, pupils: int, on: date) -> str:
        """What to look for in words, with the number that holds for a school of so many pupils on a day."""
        if self.key == "guards_number":
            needed = guards_needed(pupils, on)
        elif self.value:
            needed = rule(self.value, on)
        else:
            return str(self.look)
        number = f"{needed.value} {needed.unit}"
        words = str(self.look) % {"number": number}
        return words if needed.is_checked else _("%(words)s (number unchecked)") % {"words": words}


ITEMS = (
    SheetItem(key="closed_campus", title=gettext_lazy("Closed campus"), every="sheet_four_every", is_four=True,
              look=gettext_lazy("Walls and gates closed; visitors are registered and let in one by one."), source=FOUR),
    SheetItem(key="guards_full_time", title=gettext_lazy("Full-time guards"), every="sheet_four_every", is_four=True,
              look=gettext_lazy("Guards are employed full time and at their posts, gear at hand."), source=FOUR),
    SheetItem(key="alarm_linked", title=gettext_lazy("One-key alarm and video linked to police"), is_four=True,
              every="sheet_four_every", source=FOUR,
              look=gettext_lazy("Try the alarm: the station answers; the video of the gate is seen at the station.")),
    SheetItem(key="gate_duty", title=gettext_lazy("Duty at the gate (护学岗)"), every="sheet_four_every", is_four=True,
              look=gettext_lazy("The post stands at arrival and dismissal, with staff and volunteers."), source=FOUR),
    SheetItem(key="guards_number", title=gettext_lazy("Number of guards"), in_force_from=GB_2022_FROM, source=GB_2022,
              look=gettext_lazy("At least %(number)s (without boarders).")),
    SheetItem(key="gatehouse", title=gettext_lazy("Gatehouse staffed round the clock"), in_force_from=GB_2022_FROM,
              look=gettext_lazy("Somebody is there 24 hours; the roster says who."), source=GB_2022),
    SheetItem(key="rounds", title=gettext_lazy("Rounds inside the school"), in_force_from=GB_2022_FROM, source=GB_2022,
              look=gettext_lazy("At least %(number)s a day; see the log."), value="rounds"),
    SheetItem(key="barriers", title=gettext_lazy("Vehicle barriers at the gate"), in_force_from=GB_2022_FROM,
              look=gettext_lazy("In place and able to stop a car."), source=GB_2022),
    SheetItem(key="video_kept_2012", title=gettext_lazy("Video is kept"), in_force_until=GB_2012_UNTIL, source=GB_2012,
              look=gettext_lazy("Play the oldest picture: at least %(number)s back."), value="video_kept"),
    SheetItem(key="video_kept", title=gettext_lazy("Video is kept"), in_force_from=GB_2022_FROM, source=GB_2022,
              look=gettext_lazy("Play the oldest picture: at least %(number)s back."), value="video_kept",
              is_checked=False),
    SheetItem(key="drill_kindergarten", title=gettext_lazy("Evacuation drill, quarterly"), binds=KINDERGARTENS,
              look=gettext_lazy("Held this quarter, with its record; within two minutes in principle."), source=DRILLS,
              every="drill_every_kindergartens", in_force_from=date(2014, 2, 22)),
    SheetItem(key="drill_school", title=gettext_lazy("Evacuation drill, monthly"), binds=SCHOOLS, source=DRILLS,
              look=gettext_lazy("Held this month, with its record; within two minutes in principle."),
              every="drill_every_schools", in_force_from=date(2014, 2, 22)),
    SheetItem(key="vice_principal_posted", title=gettext_lazy("Legal vice-principal on the wall"),
              look=gettext_lazy("Name, duties and phone are posted on campus."), source=ORDER_52,
              in_force_from=date(2022, 5, 1), is_checked=False),
    SheetItem(key="cameras", title=gettext_lazy("Cameras"), source=PRACTICE, is_checked=False,
              look=gettext_lazy("Gate, walls, corridors and kitchen are seen, also against the light and at night.")),
    SheetItem(key="exits", title=gettext_lazy("Escape routes and fire gear"), source=PRACTICE, is_checked=False,
              look=gettext_lazy("Routes are clear, doors open outwards, extinguishers are in date.")),
    SheetItem(key="hotline_posted", title=gettext_lazy("Hotline of the station"), source=PRACTICE, is_checked=False,
              look=gettext_lazy("The number is posted at the gate and known to the gatehouse.")),
)  # fmt: skip

BY_KEY = {item.key: item for item in ITEMS}
FOUR_KEYS = tuple(item.key for item in ITEMS if item.is_four)


def items_for(levels: Collection[str], on: date) -> list[SheetItem]:
    """The items that a school of these levels is inspected by on a day, in the order of the sheet."""
    return [
        item
        for item in ITEMS
        if not item.binds.isdisjoint(levels) and (item.in_force_from or on) <= on <= (item.in_force_until or on)
    ]
