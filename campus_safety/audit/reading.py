"""The trail as it is read: an entry in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from campus_safety.audit.forms import ACTIONS
from campus_safety.audit.history import Changed, value_in_words

TRAIL, EXPORT = "trail", "export"
_LABELS: dict[str, str | Promise] = {
    TRAIL: _("search of the trail"),
    EXPORT: _("export of the trail"),
    "sign_in": _("signed in by"),
    "refused_sign_in": _("sign-in refused, by"),
    "officers": _("officers"),
    "vehicles": _("vehicles"),
    "units": _("other units"),
    "check_in": _("check-in"),
}
_VERBS = dict(ACTIONS)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, who (empty for the portal itself), from where, what was done to which row, and what changed."""

    pk: int
    at: datetime
    who: str
    username: str
    address: str
    verb: str | Promise
    kind: str
    row: str
    key: str
    changes: list[Changed]


def lines_of(entries: Iterable[LogEntry]) -> Iterable[Line]:
    """The entries in words. They bring their actor and kind; no query of its own."""
    for entry in entries:
        actor, kind = entry.actor, entry.content_type
        yield Line(
            pk=entry.pk,
            at=entry.timestamp,
            who=str(actor) if actor else "",
            username=actor.get_username() if actor else "",
            address=entry.remote_addr or "",
            verb=_VERBS.get(entry.action, ""),
            kind=capfirst(kind.name),
            row=entry.object_repr,
            key=entry.object_pk,
            changes=list(_changes(kind.model_class(), entry)),
        )


def _changes(model: type[models.Model] | None, entry: LogEntry) -> Iterable[Changed]:
    for name, values in (entry.changes or {}).items():
        if isinstance(values, list) and len(values) == 2:
            field = _field(model, name)
            before, after = (value_in_words(field, "" if text == "None" else str(text)) for text in values)
            label = _LABELS.get(name) or getattr(field, "verbose_name", name)
            yield Changed(capfirst(str(label)), before, after)


def _field(model: type[models.Model] | None, name: str) -> "models.Field[object, object] | None":
    try:
        field = model._meta.get_field(name) if model else None  # noqa: SLF001  (Django documents it)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None
