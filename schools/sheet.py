"""The safety sheet of a school (一园一表): every item with its latest results, and when it is due again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from campus_safety.rules.sheet import BY_KEY, FOUR_KEYS, SheetItem, items_for
from schools.models import ItemResult, School

Outcome = ItemResult.Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One item: police's latest result, the school's own, and the day on which police look again (None: never yet)."""

    item: SheetItem
    asks: str
    police: ItemResult | None
    own: ItemResult | None
    today: date

    @property
    def due_on(self) -> date | None:
        """The day on which it is due again: at once if it was wrong; None if police have never looked at it."""
        if self.police is None:
            return None
        last = timezone.localdate(self.police.recorded_at)
        return last if self.outcome == Outcome.FAIL else self.item.due_on(last)

    @property
    def is_due(self) -> bool:
        """Whether police should look at it now."""
        return self.due_on is None or self.due_on <= self.today

    @property
    def outcome(self) -> str:
        """Police's latest outcome; empty if there is none."""
        return self.police.outcome if self.police else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items that bind a school today, in order."""

    lines: Sequence[Line]

    @property
    def four(self) -> list[Line]:
        """The four 100 % (四个100%)."""
        return [line for line in self.lines if line.item.is_four]

    @property
    def rest(self) -> list[Line]:
        """The other items."""
        return [line for line in self.lines if not line.item.is_four]

    @property
    def failed(self) -> list[Line]:
        """What police last found wrong."""
        return [line for line in self.lines if line.outcome == Outcome.FAIL]

    @property
    def due(self) -> list[Line]:
        """What police should look at now."""
        return [line for line in self.lines if line.is_due]

    @property
    def passed(self) -> int:
        """How many items are in order; what does not apply to the school counts with them."""
        return sum(line.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE} for line in self.lines)

    @property
    def four_passed(self) -> int:
        """How many of the four are in order."""
        return sum(line.outcome == Outcome.PASS for line in self.four)

    @property
    def last(self) -> ItemResult | None:
        """The latest of police's results."""
        results = [line.police for line in self.lines if line.police]
        return max(results, key=lambda result: result.recorded_at, default=None)


def sheet_of(school: School, today: date) -> Sheet:
    """The sheet of a school whose levels come along: one query."""
    return lay_out(school, ItemResult.objects.sheet_of(school), today)


def sheets_of(schools: Collection[School], today: date) -> dict[int, Sheet]:
    """{school's key: its sheet} for schools whose levels come along: one query, however many."""
    results: dict[int, list[ItemResult]] = {school.pk: [] for school in schools}
    for result in ItemResult.objects.filter(school__in=schools, is_current=True).select_related(
        "inspection__inspector"
    ):
        results[result.school_id].append(result)
    return {school.pk: lay_out(school, results[school.pk], today) for school in schools}


def lay_out(school: School, results: Iterable[ItemResult], today: date) -> Sheet:
    """The sheet out of a school's current results. No query."""
    found = {(result.item, result.by_school): result for result in results}
    items = items_for([level.level for level in school.levels.all()], today)
    return Sheet(
        [
            Line(
                item, item.asks(school.pupils, today), found.get((item.key, False)), found.get((item.key, True)), today
            )
            for item in items
        ]
    )


@dataclass(frozen=True, slots=True)
class Reached:
    """One of the four 100 %: how many open schools reach it, of how many."""

    item: SheetItem
    schools: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Whether it is 100 %."""
        return self.schools == self.of > 0


def four_of(schools: QuerySet[School]) -> list[Reached]:
    """For each of the four 100 %, how many of these schools pass: two queries."""
    number = schools.order_by().count()
    standing = ItemResult.objects.filter(
        school__in=schools.order_by().values("pk"), by_school=False, is_current=True, item__in=FOUR_KEYS
    )
    passes = standing.filter(outcome=Outcome.PASS).order_by().values_list("item").annotate(schools=Count("pk"))
    counted = dict(passes)
    return [Reached(BY_KEY[key], counted.get(key, 0), number) for key in FOUR_KEYS]
