"""Missed duties that no commander has taken note of: the last step of their ladder."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.dashboard.decisions import group, rows_of
from campus_safety.dashboard.panels_registry import Decision, Desk
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period
from patrols.models import Duty

ROWS = 4
MISSED_BACK_DAYS = 7


def missed_duties(desk: Desk) -> dict[str, Any]:
    """Those of the seven days before today, a row for each unit and day, the newest first: one query.

    What was missed today is late: it asks for somebody to be sent before it asks for a word.
    """
    today = local_day(desk.at)
    week = Period(today - timedelta(days=MISSED_BACK_DAYS), today - timedelta(days=1))
    waiting = Duty.objects.of_units(desk.unit_ids, week).unacknowledged().order_by("-on", "unit__code")
    counts = {"number": Count("pk"), "handed_over": Count("pk", filter=Q(handed_to__isnull=False))}
    days = list(waiting.values("on", "unit__code", "unit__name").annotate(**counts))
    if not days:
        return {}
    number = sum(day["number"] for day in days)
    words = ngettext(
        "%(number)s missed duty that nobody has taken note of",
        "%(number)s missed duties that nobody has taken note of",
        number,
    )
    url = rows_of(desk, "patrols:duties", first=week.first_day, last=week.last_day, acknowledged="0")
    rows = [_missed_on(day, has_units=len(desk.unit_ids) > 1) for day in days[:ROWS]]
    return group(words % {"number": number}, rows, len(days), url)


def _missed_on(found: dict[str, Any], *, has_units: bool) -> Decision:
    day: date = found["on"]
    words = ngettext("%(day)s: %(number)s point missed", "%(day)s: %(number)s points missed", found["number"])
    facts = [found["unit__name"]] if has_units else []
    if found["handed_over"]:
        facts.append(_("handed over to the substitute: %(number)s") % {"number": found["handed_over"]})
    query = urlencode({"on": day.isoformat(), "unit": found["unit__code"]})
    return Decision(
        title=words % {"day": date_format(day, "MONTH_DAY_FORMAT"), "number": found["number"]},
        url=f"{reverse('patrols:duties_acknowledge')}?{query}",
        action=_("Acknowledge"),
        facts=facts or [_("no substitute was sent")],
        icon="alert",
    )
