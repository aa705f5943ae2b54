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
    TRAIL: _("asked for"),
    EXPORT: _("asked for"),
    "looked_through": _("at"),
    "sign_in": _("by way of"),
    "refused_sign_in": _("by way of"),
    "on_sheet": _("on the sheet"),
    "levels": _("kind"),
    "officers": _("officers"),
    "vehicles": _("vehicles"),
    "units": _("other units"),
    "check_in": _("check-in"),
    "places_dropped": _("places of old check-ins dropped"),
    "notices_dropped": _("old messages dropped"),
    "deliveries_dropped": _("old deliveries dropped"),
    "duties_made": _("duties made"),
    "reminders": _("reminders"),
    "duties_missed": _("duties missed"),
    "handed_to": _("handed over to"),
    "seen_in_full": _("seen in full, because"),
    "source": _("source"),
    "demonstration data": _("demonstration data"),
}
_VERBS = dict(ACTIONS)
# What is done to no row, though an entry must name one: the user who did it.
_DEEDS = {
    TRAIL: _("searched the trail"),
    EXPORT: _("exported the trail"),
    "looked_through": _("looked through sensitive records"),
    "sign_in": _("signed in"),
    "refused_sign_in": _("was refused at sign-in"),
}
_VALUES = {
    "sign_in": {"form": _("the sign-in page"), "token": _("the API")},
    "refused_sign_in": {
        "form": _("the sign-in page"),
        "token": _("the API"),
        "signature": _("the signature of a report"),
    },
    TRAIL: {"*": _("everything")},
    EXPORT: {"*": _("everything")},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, who (empty for the portal itself), from where, what was done to which row, and what changed.

    `is_deed`: nothing was done to the row; it is the user who did something, or in whose name it was tried.
    """

    pk: int
    at: datetime
    who: str
    username: str
    address: str
    verb: str | Promise
    is_deed: bool
    kind: str
    row: str
    key: str
    changes: list[Changed]


def lines_of(entries: Iterable[LogEntry]) -> Iterable[Line]:
    """The entries in words. They bring their actor and kind; no query of its own."""
    for entry in entries:
        actor, kind = entry.actor, entry.content_type
        deed = next((_DEEDS[name] for name in entry.changes or {} if name in _DEEDS), None)
        yield Line(
            pk=entry.pk,
            at=entry.timestamp,
            who=str(actor) if actor else "",
            username=actor.get_username() if actor else "",
            address=entry.remote_addr or "",
            verb=deed or _VERBS.get(entry.action, ""),
            is_deed=deed is not None,
            kind=capfirst(kind.name),
            row=entry.object_repr,
            key=entry.object_pk,
            changes=list(_changes(kind.model_class(), entry)),
        )


def _changes(model: type[models.Model] | None, entry: LogEntry) -> Iterable[Changed]:
    for name, values in (entry.changes or {}).items():
        if isinstance(values, list) and len(values) == 2:
            field = _field(model, name)
            before, after = (_value(name, field, "" if text == "None" else str(text)) for text in values)
            label = _LABELS.get(name) or getattr(field, "verbose_name", name)
            yield Changed(capfirst(str(label)), before, after)


def _value(name: str, field: "models.Field[object, object] | None", text: str) -> str:
    return str(_VALUES.get(name, {}).get(text) or value_in_words(field, text))


def _field(model: type[models.Model] | None, name: str) -> "models.Field[object, object] | None":
    try:
        field = model._meta.get_field(name) if model else None  # noqa: SLF001  (Django documents it)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None
