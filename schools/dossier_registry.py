"""The registry of dossier sections: each app adds its own to a school's file in `dossier.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import PrintedBlock
from schools.models import School


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the dossier: heading, template and what the template is given (a constant number of queries).

    `own_order` is its place on the principal's page and `paper_order` that on paper, where they differ. `printed` gives
    what the dossier on paper says of it, to this user no more than the page shows; None: nothing.
    """

    key: str
    title: str | Promise
    template: str
    context: Callable[[School, User], dict[str, Any]]
    order: int
    own_order: int | None = None
    paper_order: int | None = None
    printed: Callable[[School, User], Iterable[PrintedBlock]] | None = None


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; the key must be new."""
    if section.key in _sections:
        raise ValueError(f"The dossier section {section.key} is registered twice.")
    _sections[section.key] = section


def sections() -> list[Section]:
    """All sections in the order of police's page."""
    return sorted(_sections.values(), key=lambda section: section.order)


def own_sections() -> list[Section]:
    """All sections in the order of the principal's page."""
    return sorted(_sections.values(), key=lambda section: _first(section.own_order, section.order))


def paper_sections() -> list[Section]:
    """The sections that are printed, in the order of the paper."""
    printed = [section for section in _sections.values() if section.printed]
    return sorted(printed, key=lambda section: _first(section.paper_order, section.order))


def _first(place: int | None, otherwise: int) -> int:
    return otherwise if place is None else place
