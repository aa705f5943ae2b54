"""The duties of some points, matched with what their windows ask for: made, changed or taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from campus_safety.copying import copy_rows
from campus_safety.statements import BATCH
from patrols.actions.asking import Making, Wanted, duties_wanted
from patrols.models import Duty, PatrolPoint

# (window id, day): there is one duty of each.
Key = tuple[int, date]
CHANGEABLE = ("starts_at", "ends_at", "strength", "suggested_at")
_changeable = attrgetter(*CHANGEABLE)


@dataclass(frozen=True, slots=True)
class Matched:
    """Which duties were made, changed and taken back."""

    made: Sequence[Key]
    changed: Sequence[Key]
    taken_back: Sequence[Key]

    def touches(self, day: date) -> bool:
        """Whether anything was written of this day."""
        return any(on == day for keys in (self.made, self.changed, self.taken_back) for _window, on in keys)


def match_duties(*, points: Sequence[int], making: Making) -> Matched:
    """Match the duties of these points, which are locked, with what is asked for."""
    wanted = {(duty.window_id, duty.on): duty for duty in duties_wanted(points, making)}
    # Their units too: they lead to these duties, where the days alone lead to those of every point.
    units = set(PatrolPoint.objects.filter(pk__in=points).values_list("unit_id", flat=True))
    ours = Duty.objects.filter(unit__in=units, point__in=points)
    there = ours.filter(on__range=(making.first, making.until)).order_by()
    outdated = {}
    for pk, window_id, on, *values in there.not_begun(making.at).values_list("pk", "window_id", "on", *CHANGEABLE):
        key = (window_id, on)
        if key not in wanted or (*values,) != _changeable(wanted[key]):
            outdated[pk] = key
    changed, gone = _change(outdated, wanted, making)
    known = set(there.values_list("window_id", "on"))
    new = [key for key in wanted if key not in known]
    copy_rows(Duty, Wanted._fields, [wanted[key] for key in new])
    return Matched(new, changed, gone)


def _change(outdated: Mapping[int, Key], wanted: Mapping[Key, Wanted], making: Making) -> tuple[list[Key], list[Key]]:
    """Change duties in place, or take them back, unless they have moved on meanwhile. The keys of both."""
    if not outdated:
        return [], []
    ours = Duty.objects.not_begun(making.at).filter(pk__in=outdated).order_by("pk").select_for_update()
    still = list(ours.values_list("pk", flat=True))
    kept = {pk: outdated[pk] for pk in still if outdated[pk] in wanted}
    gone = {pk: outdated[pk] for pk in still if pk not in kept}
    changed = [Duty(pk=pk, **wanted[key]._asdict()) for pk, key in kept.items()]
    Duty.objects.bulk_update(changed, [*CHANGEABLE, "next_step_at"], batch_size=BATCH)
    Duty.objects.filter(pk__in=gone).delete()
    return list(kept.values()), list(gone.values())
