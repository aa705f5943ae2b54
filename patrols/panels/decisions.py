"""What waits for the commander: duties late now, check-ins with flags, outings that nobody ended."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campus_safety.dashboard.decisions import group, rows_of
from campus_safety.dashboard.panels_registry import Decision, Desk
from campus_safety.local_days import local_day, midnight
from campus_safety.wording import listed
from patrols.agenda import Item
from patrols.evidence import FLAG_LABELS, Flag
from patrols.models import CheckIn, Outing
from patrols.panels.shared import agenda_today, outings_out

ROWS = 4
FLAGS_BACK_DAYS = 7
LONG = timedelta(hours=12)


def late_duties(desk: Desk) -> dict[str, Any]:
    """Duties whose window is over and that nobody has visited, the longest first."""
    late = sorted(agenda_today(desk).late, key=lambda item: -item.minutes)
    if not late:
        return {}
    url = rows_of(desk, "patrols:duties", late="1")
    words = ngettext("%(number)s duty is late", "%(number)s duties are late", len(late))
    return group(words, [_late(item) for item in late[:ROWS]], len(late), url, is_late=True)


def _late(item: Item) -> Decision:
    duty = item.duty
    window = _("%(occasion)s %(start)s to %(end)s") % {
        "occasion": duty.window.get_occasion_display(),
        "start": date_format(timezone.localtime(duty.starts_at), "TIME_FORMAT"),
        "end": date_format(timezone.localtime(duty.ends_at), "TIME_FORMAT"),
    }
    return Decision(
        title=duty.point.name,
        url=duty.get_absolute_url(),
        action=_("Send somebody"),
        facts=[window],
        urgency=_late_words(item.minutes),
        is_late=True,
        mark="late",
        number=duty.point.number,
    )


def _late_words(minutes: int) -> str:
    if minutes < 120:
        return _("%(minutes)s min late") % {"minutes": minutes}
    return _("%(hours)s h late") % {"hours": minutes // 60}


def flagged_check_ins(desk: Desk) -> dict[str, Any]:
    """Flagged check-ins of the last seven days that wait for the user's word, the newest first: two queries."""
    today = local_day(desk.at)
    first = today - timedelta(days=FLAGS_BACK_DAYS - 1)
    flagged = CheckIn.objects.to_review(desk.user).filter(
        unit_id__in=desk.unit_ids, captured_at__gte=midnight(first), captured_at__lt=midnight(today + timedelta(days=1))
    )
    number = flagged.count()
    if not number:
        return {}
    url = rows_of(desk, "patrols:reviews", first=first, last=today)
    words = ngettext("%(number)s check-in is in doubt", "%(number)s check-ins are in doubt", number)
    rows = flagged.select_related("point", "officer").order_by("-captured_at", "-pk")[:ROWS]
    return group(words, [_doubtful(check_in) for check_in in rows], number, url)


def _doubtful(check_in: CheckIn) -> Decision:
    point = check_in.point
    doubts = [_doubt(check_in, flag) for flag in check_in.flags]
    moment = date_format(timezone.localtime(check_in.captured_at), "MONTH_DAY_FORMAT")
    clock = date_format(timezone.localtime(check_in.captured_at), "TIME_FORMAT")
    return Decision(
        title=_("Point %(number)s: %(doubt)s") % {"number": point.number, "doubt": doubts[0]},
        url=reverse("patrols:check_in_review", args=[check_in.pk]),
        action=_("Check it"),
        facts=[point.name, f"{moment} {clock}", str(check_in.officer), *doubts[1:]],
        icon="flag",
    )


_DOUBTS: dict[str, Callable[[CheckIn], str]] = {
    Flag.OUTSIDE_FENCE: lambda found: _("%(metres)s m from the point") % {"metres": round(found.distance_m or 0)},
    Flag.POOR_ACCURACY: lambda found: _("accurate to %(metres)s m only") % {"metres": round(found.accuracy_m or 0)},
    Flag.TOO_FAST: lambda found: _("%(speed)s km/h between check-ins") % {"speed": round(found.speed_km_h or 0)},
}


def _doubt(check_in: CheckIn, flag: str) -> str:
    """The flag with the number behind it, where there is one."""
    if flag in _DOUBTS:
        return _DOUBTS[flag](check_in)
    return str(FLAG_LABELS[Flag(flag)])


def outings_left_open(desk: Desk) -> dict[str, Any]:
    """Outings that have run for more than twelve hours: most likely nobody ended them."""
    long = [outing for outing in outings_out(desk) if outing.started_at < desk.at - LONG]
    if not long:
        return {}
    words = ngettext("%(number)s outing has not been ended", "%(number)s outings have not been ended", len(long))
    url = rows_of(desk, "patrols:outings", state="running")
    return group(words, [_left_open(outing, desk) for outing in long[:ROWS]], len(long), url)


def _left_open(outing: Outing, desk: Desk) -> Decision:
    started = timezone.localtime(outing.started_at)
    hours = int((desk.at - outing.started_at).total_seconds() // 3600)
    officers = [str(member.officer) for member in outing.officers.all()]
    since = f"{date_format(started, 'MONTH_DAY_FORMAT')} {date_format(started, 'TIME_FORMAT')}"
    return Decision(
        title=listed(officers) if len(officers) < 3 else _team_words(officers),
        url=reverse("patrols:outing_end_of", args=[outing.pk]),
        action=_("End the outing"),
        facts=[outing.get_kind_display(), _("out since %(since)s") % {"since": since}],
        urgency=_("out for %(hours)s h") % {"hours": hours},
        icon="people",
    )


def _team_words(officers: list[str]) -> str:
    return _("%(first)s and others, %(number)s in all") % {"first": officers[0], "number": len(officers)}
