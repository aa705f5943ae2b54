"""What the panels of decisions share: the group that a template lays out, and the address of the rows behind it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from campus_safety.dashboard.panels_registry import Decision, Desk


def group(words: str, rows: list[Decision], number: int, url: str, *, is_late: bool = False) -> dict[str, Any]:
    """A heading ("%(number)s …"), its first rows, how many more there are and where."""
    rest = number - len(rows)
    more = ngettext("%(number)s more", "%(number)s more", rest) % {"number": rest} if rest else ""
    title = words % {"number": number}
    return {"title": title, "count": number, "rows": rows, "url": url, "more": more, "is_late": is_late}


def rows_of(desk: Desk, url_name: str, *, first: date | None = None, last: date | None = None, **more: str) -> str:
    """The address of a list of the desk's unit, with the days and whatever else it is filtered by."""
    days = {"from": first.isoformat() if first else "", "to": last.isoformat() if last else ""}
    query = {name: value for name, value in days.items() if value} | {"unit": desk.unit.code} | more
    return f"{reverse(url_name)}?{urlencode(query)}"
