"""What prevention notes are filtered by: by police, and by a principal, to whom a case is no word of a note."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campus_safety.lists.filters import (
    YES_NO,
    SpanFilterSet,
    choice_filter,
    order_filter,
    text_filter,
    unit_filter,
)
from incidents.filters.rows import case_filter
from incidents.models import NoteReceipt, PreventionNote
from schools.filters.schools import school_filter
from schools.models import School


class NoteFilter(SpanFilterSet):
    """Notes that the user's units have sent, by the day they were sent on."""

    span_path = "sent_at"
    q = text_filter(_("Words of the note"), method="with_words")
    unit = unit_filter()
    school = school_filter("receipts__school", method="to_school")
    case = case_filter("case")
    read = choice_filter(_("Read by all schools"), YES_NO, method="is_read")
    ordering = order_filter(_("Newest first"), ("sent_at", _("Oldest first")))

    class Meta(SpanFilterSet.Meta):
        model = PreventionNote
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in title or text."""
        for word in words.split():
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return rows

    def to_school(self, rows: QuerySet[Any], _name: str, school: School) -> QuerySet[Any]:
        """Those that went to this school."""
        return rows.filter(pk__in=NoteReceipt.objects.filter(school=school).values("note_id"))

    def is_read(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Read by every school that it went to, or still to be read by one."""
        waiting = NoteReceipt.objects.unread().values("note_id")
        return rows.exclude(pk__in=waiting) if value == "1" else rows.filter(pk__in=waiting)


class OwnNoteFilter(SpanFilterSet):
    """The receipts of a principal's school, by the day their notes were sent on."""

    span_path = "note__sent_at"
    q = text_filter(_("Words of the note"), method="with_words")
    read = choice_filter(_("Read"), YES_NO, method="is_read")

    class Meta(SpanFilterSet.Meta):
        model = NoteReceipt
        fields: list[str] = []

    def with_words(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """With every one of the words in title or text."""
        for word in words.split():
            rows = rows.filter(Q(note__title__icontains=word) | Q(note__text__icontains=word))
        return rows

    def is_read(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Read by the school, or not yet."""
        return rows.filter(read_at__isnull=value == "0")
