"""What nobody needs any more is dropped, once a day, and the trail says so."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from auditlog.models import LogEntry

from campus_safety.notices import tasks
from campus_safety.notices.actions.retention import READ_KEPT, SETTLED_KEPT, drop_old
from campus_safety.notices.models import Delivery, Notice
from tests.cast import Cast
from tests.factories.notices import make_channel, make_delivery, make_message

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def kept(cast: Cast) -> set[str]:
    """Old and young rows; the keys of the notices that stay."""
    old, young = NOW - READ_KEPT - SECOND, NOW - READ_KEPT
    make_message(cast.officer, old, read_at=old, key="read long ago")
    make_message(cast.officer, old, read_at=young, key="read later")
    unread = make_message(cast.officer, old, key="never read")
    channel = make_channel(cast.officer, NOW)
    settled = {"state": "sent", "settled_at": NOW - SETTLED_KEPT}
    make_delivery(channel, old, notice=unread, **settled | {"settled_at": NOW - SETTLED_KEPT - SECOND})
    make_delivery(channel, old, **settled)
    make_delivery(channel, old)
    return {"read later", "never read"}


def test_what_was_read_or_settled_long_ago_is_dropped_with_one_entry(cast: Cast, kept: set[str]) -> None:
    LogEntry.objects.all().delete()

    dropped = [drop_old(at=NOW), drop_old(at=NOW)]

    assert dropped == [(1, 1), (0, 0)]
    assert set(Notice.objects.values_list("key", flat=True)) == kept
    assert Delivery.objects.count() == 2
    entry = LogEntry.objects.get()
    assert entry.changes == {"notices_dropped": ["None", "1"], "deliveries_dropped": ["None", "1"]}


def test_the_task_does_it_once_a_day(cast: Cast, kept: set[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        tasks.drop_old()
        make_message(cast.officer, NOW - READ_KEPT - SECOND, read_at=NOW - READ_KEPT - SECOND, key="late")
        tasks.drop_old()

    assert "late" in Notice.objects.values_list("key", flat=True)
