"""What an import would do, row by row, before anything is written."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Literal

from campus_safety.spreadsheets.faults import Fault

State = Literal["new", "changed", "unchanged", "faulty"]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that becomes another: its label, and what it says before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row: its number on the sheet, the school, and what becomes of it (for a new one, all that it says)."""

    number: int
    name: str
    state: State
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of every row."""

    outcomes: list[Outcome]

    @property
    def new(self) -> list[Outcome]:
        """Schools that are not there yet."""
        return self._of("new")

    @property
    def changed(self) -> list[Outcome]:
        """Schools of which something changes."""
        return self._of("changed")

    @property
    def unchanged(self) -> list[Outcome]:
        """Schools that are as the sheet says."""
        return self._of("unchanged")

    @property
    def faulty(self) -> list[Outcome]:
        """Rows with errors: as long as there is one, nothing is written."""
        return self._of("faulty")

    @property
    def digest(self) -> str:
        """Tells this preview from every other: what a person has confirmed must be what is written."""
        said = json.dumps([asdict(outcome) for outcome in self.outcomes], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def writes(self) -> int:
        """How many schools would be written."""
        return 0 if self.faulty else len(self.new) + len(self.changed)

    def _of(self, state: State) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.state == state]
