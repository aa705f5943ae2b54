"""The registry of dossier sections: each app adds its own to a school's file in `dossier.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from campus_safety.accounts.models import User
from schools.models import School


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the dossier: heading, template and what the template is given (a constant number of queries)."""

    key: str
    title: str | Promise
    template: str
    context: Callable[[School, User], dict[str, Any]]
    order: int


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a section; the key must be new."""
    if section.key in _sections:
        raise ValueError(f"The dossier section {section.key} is registered twice.")
    _sections[section.key] = section


def sections() -> list[Section]:
    """All sections in order."""
    return sorted(_sections.values(), key=lambda section: section.order)
