"""The texts of a workbook that its cells share."""

from typing import Any

from campus_safety.spreadsheets.walking import Walker


class SharedStrings(Walker):
    """The texts that cells name by number; phonetic readings are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_reading = self._is_phonetic = False

    def begin(self, name: str, attributes: Any) -> None:
        """A text begins, or a piece of it."""
        if name == "t":
            self._is_reading = not self._is_phonetic
        elif name == "rPh":
            self._is_phonetic = True

    def characters(self, content: str) -> None:
        """Keep a piece."""
        if self._is_reading:
            self._pieces.append(content)

    def end(self, name: str) -> None:
        """Put the pieces together."""
        if name == "t":
            self._is_reading = False
        elif name == "si":
            self.found.append("".join(self._pieces))
            self._pieces.clear()
        elif name == "rPh":
            self._is_phonetic = False
