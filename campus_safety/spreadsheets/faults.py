"""What is wrong with a row of a list, told by its cell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a row from being written: the cell ("B7"; the row alone if the list lacks the column), and why."""

    address: str
    label: str
    text: str

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.address, self.label)))
        return where + _(": ") + self.text
