"""The main navigation: which areas a role has, named by URL name so that no app is imported."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import (
    Predicate,
    has_area,
    is_administrator,
    is_auditor,
    is_commander,
    is_officer,
    is_principal,
)


@dataclass(frozen=True, slots=True)
class Area:
    """One entry: its label, the page that it opens and whom it is for."""

    label: str | Promise
    url_name: str
    admits: Predicate


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a template shows it."""

    url: str
    label: str | Promise
    is_current: bool


AREAS = (
    Area(_("Overview"), "dashboard:month", is_commander),
    Area(_("Today"), "patrols:today", is_officer),
    Area(_("Patrols"), "patrols:index", is_officer),
    Area(_("Cases"), "incidents:list", has_area),
    Area(_("Work with schools"), "outreach:index", has_area),
    Area(_("Schools"), "schools:list", is_officer),
    Area(_("Calendar"), "calendars:year", is_officer),
    Area(_("Monthly reports"), "statistics:list", is_commander),
    Area(_("My school"), "school:own", is_principal),
    Area(_("Audit trail"), "audit:list", is_auditor),
    Area(_("Suggested minutes"), "patrols:minutes", is_auditor),
    Area(_("Users and units"), "admin:index", is_administrator),
    Area(_("Approved hosts"), "notices:hosts", is_administrator),
    Area(_("Calendar"), "calendars:year", is_administrator),
)


def navigation_for(user: User, path: str) -> list[Link]:
    """The entries of the user's role; the one that `path` lies under is current."""
    links = [(reverse(area.url_name), area.label) for area in AREAS if area.admits(user)]
    current = max((url for url, _label in links if path.startswith(url)), key=len, default=None)
    return [Link(url, label, url == current) for url, label in links]


def home_of(user: User) -> str:
    """Where the user lands after sign-in: the first area of the role."""
    return next(reverse(area.url_name) for area in AREAS if area.admits(user))
