"""Steps that a row can take, as one table: from which states, by whom, with which form and action, in which words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django import forms
from django.utils.functional import Promise

from campus_safety.accounts.models import User


class HasState(Protocol):
    """A row that is in one of several states."""

    @property
    def state(self) -> Any:
        """Which one."""


Row = TypeVar("Row", bound=HasState)
Form = TypeVar("Form", bound=forms.Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[Row, Form]):
    """What can be done with a row in some states.

    `verb` leads to the step's page, which has a `title`, a `text`, the `form` and a `button`; `said` says that it
    is done. At most one of the steps that are open at a time `is_main`.
    """

    key: str
    states: frozenset[str]
    admits: Callable[[User, Row], bool]
    form: type[Form]
    action: Callable[..., Row]
    verb: str | Promise
    button: str | Promise
    title: str | Promise
    text: str | Promise = ""
    said: str | Promise
    is_main: bool = False

    def is_open_to(self, user: User, row: Row) -> bool:
        """Whether the user may do it with the row as it is now."""
        return row.state in self.states and self.admits(user, row)
