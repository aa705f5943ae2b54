"""What the inbox and the list of approved hosts are filtered by."""

import django_filters
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.lists.filters import SpanFilterSet, choice_filter
from campus_safety.notices.kinds import kinds
from campus_safety.notices.models import ApprovedHost, Channel, Notice

UNREAD = (("1", _("unread")), ("0", pgettext_lazy("message", "read")))


def _kinds() -> list[tuple[str, str | Promise]]:
    return [(kind.key, kind.label) for kind in kinds()]


class NoticeFilter(SpanFilterSet):
    """The inbox: unread or read, one kind, days."""

    span_path = "made_at"
    unread = choice_filter(_("Unread or read"), UNREAD, method="by_unread")
    kind = choice_filter(_("Kind"), _kinds)

    class Meta(SpanFilterSet.Meta):
        model = Notice
        fields: list[str] = []

    def by_unread(self, rows: QuerySet[Notice], _name: str, choice: str) -> QuerySet[Notice]:
        """Those that nobody has opened, or the others."""
        return rows.filter(read_at__isnull=choice == "1")


class HostFilter(django_filters.FilterSet):
    """Approved hosts: of one kind."""

    kind = choice_filter(_("Kind"), Channel.Kind.choices)

    class Meta:
        model = ApprovedHost
        fields: list[str] = []
