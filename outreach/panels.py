"""What the work with schools lays on the commander's desk: requests to decide, opinions overdue, tips that are new."""

from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campus_safety.dashboard.decisions import group, rows_of
from campus_safety.dashboard.panels_registry import DECISIONS_TEMPLATE, Decision, Desk, Panel, register
from campus_safety.local_days import local_day
from outreach.models import EventCover, Opinion, Tip
from outreach.states.tips import TipState

ROWS, LONGEST_TEXT = 4, 40


def _waiting(desk: Desk) -> dict[str, int]:
    """How many of each kind wait at the desk's units: one query a page."""
    if "outreach" not in desk.kept:
        covers = EventCover.objects.filter(unit_id__in=desk.unit_ids).undecided()
        opinions = Opinion.objects.filter(unit_id__in=desk.unit_ids).overdue(local_day(desk.at))
        tips = Tip.objects.filter(unit_id__in=desk.unit_ids, state=TipState.NEW)
        counts = _count("covers", covers).union(_count("opinions", opinions), _count("tips", tips), all=True)
        desk.kept["outreach"] = dict(counts)
    found: dict[str, int] = desk.kept["outreach"]
    return found


def _count(key: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    named = rows.order_by().annotate(panel=Value(key, CharField())).values("panel")
    counted: QuerySet[Any, tuple[str, int]] = named.annotate(number=Count("pk")).values_list("panel", "number")
    return counted


def covers_to_decide(desk: Desk) -> dict[str, Any]:
    """Requests for event cover that nobody has decided, the next event first: a query if there are any."""
    number = _waiting(desk).get("covers", 0)
    if not number:
        return {}
    waiting = EventCover.objects.filter(unit_id__in=desk.unit_ids).undecided()
    words = ngettext(
        "%(number)s request for event cover is to be decided",
        "%(number)s requests for event cover are to be decided",
        number,
    )
    rows = [_cover(cover) for cover in waiting.select_related("school").order_by("starts_at", "pk")[:ROWS]]
    return group(words, rows, number, rows_of(desk, "outreach:covers", state="requested"))


def _cover(cover: EventCover) -> Decision:
    day = date_format(local_day(cover.starts_at), "MONTH_DAY_FORMAT")
    people = ngettext("%(number)s person", "%(number)s people", cover.people) % {"number": cover.people}
    return Decision(
        title=cover.title,
        url=cover.get_absolute_url(),
        action=_("Decide"),
        facts=[str(cover.school), day, people],
        mark="wait",
    )


def opinions_overdue(desk: Desk) -> dict[str, Any]:
    """Opinions of schools that were to be answered by now, the longest first: a query if there are any."""
    number, today = _waiting(desk).get("opinions", 0), local_day(desk.at)
    if not number:
        return {}
    late = Opinion.objects.filter(unit_id__in=desk.unit_ids).overdue(today)
    words = ngettext("%(number)s opinion of a school is overdue", "%(number)s opinions of schools are overdue", number)
    rows = [
        Decision(
            title=Truncator(opinion.text).chars(LONGEST_TEXT),
            url=opinion.get_absolute_url(),
            action=pgettext("opinion", "Answer"),
            facts=[str(opinion.school), str(opinion.get_kind_display())],
            urgency=_days_over((today - opinion.due_on).days),
            is_late=True,
            mark="late",
        )
        for opinion in late.select_related("school").order_by("due_on", "pk")[:ROWS]
    ]
    return group(words, rows, number, rows_of(desk, "outreach:opinions", overdue="1"), is_late=True)


def _days_over(days: int) -> str:
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}


def tips_new(desk: Desk) -> dict[str, Any]:
    """Tips that nobody has taken up, the oldest first: a query if there are any."""
    number = _waiting(desk).get("tips", 0)
    if not number:
        return {}
    new = Tip.objects.filter(unit_id__in=desk.unit_ids, state=TipState.NEW)
    words = ngettext("%(number)s tip is new", "%(number)s tips are new", number)
    rows = [
        Decision(
            title=str(tip.get_category_display()),
            url=tip.get_absolute_url(),
            action=_("Take it up"),
            facts=[part for part in (str(tip.school or ""), tip.place, _received(tip)) if part],
            mark="wait",
        )
        for tip in new.select_related("school").order_by("received_at", "pk")[:ROWS]
    ]
    return group(words, rows, number, rows_of(desk, "outreach:tips", state=TipState.NEW.value))


def _received(tip: Tip) -> str:
    return date_format(local_day(tip.received_at), "MONTH_DAY_FORMAT")


register(Panel("outreach.opinions_overdue", DECISIONS_TEMPLATE, opinions_overdue, order=19, place="decisions"))
register(Panel("outreach.covers_to_decide", DECISIONS_TEMPLATE, covers_to_decide, order=21, place="decisions"))
register(Panel("outreach.tips_new", DECISIONS_TEMPLATE, tips_new, order=23, place="decisions"))
