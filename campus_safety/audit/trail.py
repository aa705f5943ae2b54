"""Writing the audit trail: who did what to which row, and when. Entries are appended, never edited."""

from collections.abc import Sequence
from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.db import models

from campus_safety.audit.author import current_author
from campus_safety.statements import insert_all

Action = LogEntry.Action
Changes = dict[str, tuple[Any, Any]]
HIDDEN = "•••"


def mask(value: str) -> str:
    """What stands in the trail for the value of a sensitive field: that it changed, never what it is."""
    return HIDDEN if value not in {"", "None"} else value


def keep(model: type[models.Model], *, without: Sequence[str] = (), by_name_only: Sequence[str] = ()) -> None:
    """Put every creation, change and deletion of `model` on the trail.

    `without` are fields of no interest; `by_name_only` are sensitive ones that enter by name, never by value.
    `update()` and `bulk_create()` pass the trail by: actions that use them call `record`.
    """
    auditlog.register(
        model,
        exclude_fields=[*without, *_pointing_here(model)],
        mask_fields=list(by_name_only),
        mask_callable=f"{__name__}.{mask.__name__}",
    )


def _pointing_here(model: type[models.Model]) -> list[str]:
    """The names under which other models' rows point to this one: their own entries tell of them."""
    return [field.name for field in model._meta.get_fields() if field.auto_created and not field.concrete]  # noqa: SLF001


def entry(
    target: models.Model, *, action: int, changes: Changes, actor: models.Model | None, text: str | None = None
) -> LogEntry:
    """An entry that is not yet written: `changes` maps a field to (before, after)."""
    pk, author = target.pk, current_author()
    return LogEntry(
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(pk),
        object_id=pk if isinstance(pk, int) else None,
        object_repr=str(target) if text is None else text,
        action=action,
        changes={field: [_as_text(before), _as_text(after)] for field, (before, after) in changes.items()},
        actor_id=actor.pk if actor else None,
        remote_addr=author.address,
    )


def record(*entries: LogEntry) -> None:
    """Append entries, in one statement."""
    insert_all(entries)


def note_reading(*, by: models.Model, where: str) -> None:
    """Put on the trail that a user looked through sensitive records, and at which address."""
    record(entry(by, action=Action.ACCESS, changes={"looked_through": (None, where)}, actor=by))


def history_of(target: models.Model) -> "models.QuerySet[LogEntry]":
    """What the trail says about one row, newest first, with who did it."""
    content_type = ContentType.objects.get_for_model(target)
    entries: models.QuerySet[LogEntry] = LogEntry.objects.filter(content_type=content_type, object_pk=str(target.pk))
    return entries.select_related("actor")


def _as_text(value: Any) -> str:
    return "None" if value is None else str(value)
