"""The chapters of the briefing: each app heads the figures that it counts, in its `chapters.py`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.registry import Indicator

_titles: dict[str, str | Promise] = {}
OTHERS = _("Other work")


def register(app: str, title: str | Promise) -> None:
    """Head the figures whose sources belong to an app ("patrols" for "patrols.outings"); each app once."""
    if app in _titles:
        raise ValueError(f"The chapter of {app} is registered twice.")
    _titles[app] = title


def chapter_of(indicator: Indicator) -> str | Promise:
    """The title of the chapter in which a figure is told; they follow each other as their first figures do."""
    return _titles.get(indicator.source.key.partition(".")[0], OTHERS)
