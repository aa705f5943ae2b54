"""The trail of one row in words: who, when, what changed, from what to what."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campus_safety.audit.trail import Action, history_of
from campus_safety.wording import listed

MOST = 20
Words = Callable[[str], str | Promise | None]
_EMPTY = {"", "None"}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field: its label, and what it said before and after ("" for nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: when, who ("" for the portal itself), what was done and what changed."""

    at: datetime
    who: str
    verb: str
    is_new: bool
    changes: list[Changed]


def told_of(
    row: models.Model,
    *,
    labels: Mapping[str, str | Promise] | None = None,
    words: Mapping[str, Words] | None = None,
    people: Collection[str] = (),
) -> list[Told]:
    """The last entries about a row, newest first.

    `labels` names what is no field; `words` puts a value into words; what `people` holds, usernames, is said by name.
    """
    entries = list(history_of(row)[:MOST])
    model = type(row)
    names = _related_names(model, entries)
    words = {**(words or {}), **_people_in_words(entries, people)}
    return [
        Told(
            at=entry.timestamp,
            who=str(entry.actor) if entry.actor else "",
            verb=_verb(entry.action),
            is_new=entry.action == Action.CREATE,
            changes=list(_changes(model, entry, names, labels or {}, words)),
        )
        for entry in entries
    ]


def _verb(action: int) -> str:
    verbs = {Action.CREATE: _("created"), Action.UPDATE: _("changed"), Action.DELETE: _("deleted")}
    return verbs.get(action, _("read"))


def _changes(
    model: type[models.Model],
    entry: LogEntry,
    names: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, str | Promise],
    words: Mapping[str, Words],
) -> Iterable[Changed]:
    order = {field.name: place for place, field in enumerate(model._meta.get_fields())}  # noqa: SLF001
    for name, (before, after) in sorted((entry.changes or {}).items(), key=lambda item: order.get(item[0], len(order))):
        field = _field(model, name)
        if name == "id" or (field is None and name not in labels):
            continue
        say = words.get(name) or (names[name].get if name in names else partial(value_in_words, field))
        texts = ["" if str(text) in _EMPTY else str(say(str(text)) or text) for text in (before, after)]
        label = labels.get(name) or getattr(field, "verbose_name", name)
        if texts[0] != texts[1]:
            yield Changed(_capital(str(label)), *texts)


def value_in_words(field: "models.Field[Any, Any] | None", text: str) -> str:
    """A value of the trail as a reader says it: the label of a choice, yes or no, a local time."""
    if text in _EMPTY or field is None:
        return "" if text in _EMPTY else text
    if field.choices:
        return str(dict(field.flatchoices).get(text, text))
    if isinstance(field, models.BooleanField):
        return {"True": _("yes"), "False": _("no")}.get(text, text)
    return _moment_in_words(field, text)


def _moment_in_words(field: "models.Field[Any, Any]", text: str) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(text)
        if moment is None:
            return text
        aware = moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
        return date_format(timezone.localtime(aware), "SHORT_DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        day = parse_date(text)
        return date_format(day, "SHORT_DATE_FORMAT") if day else text
    if isinstance(field, models.TimeField):
        clock = parse_time(text)
        return time_format(clock, "H:i") if clock else text
    return text


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any] | None":
    try:
        field = model._meta.get_field(name)  # noqa: SLF001  (Django documents it)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _related_names(model: type[models.Model], entries: Iterable[LogEntry]) -> dict[str, dict[str, str]]:
    """{field: {primary key: name}} of the rows that entries point to: one query for each such field."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name, values in (entry.changes or {}).items():
            if isinstance(_field(model, name), models.ForeignKey):
                wanted[name] |= {str(value) for value in values if str(value).isdigit()}
    found = {}
    for name, keys in wanted.items():
        related = getattr(_field(model, name), "related_model", None)
        rows = related.objects.filter(pk__in=keys) if related and keys else []
        found[name] = {str(row.pk): str(row) for row in rows}
    return found


def _people_in_words(entries: Iterable[LogEntry], fields: Collection[str]) -> dict[str, Words]:
    """{field: what puts its usernames, "officer, colleague", into names}: one query, none without such a field."""
    texts = [str(text) for entry in entries for field in fields for text in (entry.changes or {}).get(field, ())]
    wanted = {username for text in texts for username in text.split(", ")} - _EMPTY
    users = get_user_model().objects.filter(username__in=wanted) if wanted else []
    names = {user.get_username(): str(user) for user in users}

    def say(text: str) -> str:
        return listed(names.get(username, username) for username in text.split(", "))

    return dict.fromkeys(fields, say)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
