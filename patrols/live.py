"""What the live view reads: who is out, and what comes next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery

from campus_safety.accounts.models import User
from patrols.agenda import Item
from patrols.models import CheckIn, Outing
from patrols.on_duty import names_on_duty


@dataclass(frozen=True, slots=True)
class Out:
    """An outing that runs, and the last check-in of its team that counts and that the reader may see, or None."""

    outing: Outing
    last: CheckIn | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A point that is late or due, and the names of who is on duty there by the roster."""

    item: Item
    on_duty: Sequence[str]


@dataclass(slots=True)
class Coming:
    """Visits to come that begin at one time on one occasion."""

    starts_at: datetime
    occasion: str
    items: list[Item] = field(default_factory=list)


def waiting(items: Sequence[Item]) -> list[Waiting]:
    """These, each with who is on duty: four queries at most."""
    names = names_on_duty([item.duty for item in items]) if items else {}
    return [Waiting(item, names[item.duty.pk]) for item in items]


def out_now(user: User, unit_ids: Collection[int]) -> list[Out]:
    """The outings that these units lead or have joined, the longest out first, with their teams: six queries."""
    joined = Outing.units.through.objects.filter(unit_id__in=unit_ids).values("outing_id")
    counting = CheckIn.objects.visible_to(user).standing().filter(outing=OuterRef("pk"))
    newest = counting.order_by("-captured_at", "-pk").values("pk")[:1]
    running = Outing.objects.running().filter(Q(unit_id__in=unit_ids) | Q(pk__in=joined))
    outings = list(running.with_team().order_by("started_at", "pk"))
    keys = running.order_by().annotate(newest=Subquery(newest)).values("newest")
    last = {one.outing_id: one for one in CheckIn.objects.filter(pk__in=keys).select_related("point")}
    return [Out(outing, last.get(outing.pk)) for outing in outings]


def coming(later: Iterable[Item]) -> list[Coming]:
    """What is to come, in order of time, put together by beginning and occasion. Pure."""
    found: dict[tuple[datetime, str], Coming] = {}
    for item in later:
        key = (item.duty.starts_at, item.duty.window.get_occasion_display())
        found.setdefault(key, Coming(*key)).items.append(item)
    return sorted(found.values(), key=lambda one: one.starts_at)
