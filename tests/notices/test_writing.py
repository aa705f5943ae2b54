"""Notices enter the inbox once, with a delivery for each channel in use."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import assume, given
from hypothesis import strategies as st

from campus_safety.accounts.models import User
from campus_safety.notices.actions import Draft, write_notices
from campus_safety.notices.models import Delivery, Notice, QuietHours
from campus_safety.notices.quiet import due_after
from tests.cast import Cast
from tests.factories.notices import make_channel, make_draft

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 23:30 in Chongqing


def draft(user: User, key: str = "a", kind: str = "test.calm") -> Draft:
    return make_draft(user, key, kind, url="/today/")


def test_a_notice_is_written_as_drafted(cast: Cast) -> None:
    written = write_notices(drafts=[draft(cast.officer)], at=NOW)

    notice = Notice.objects.get()
    assert written == 1
    assert (notice.recipient, notice.kind, notice.key) == (cast.officer, "test.calm", "a")
    assert (notice.data, notice.url, notice.made_at, notice.read_at) == ({"n": 1}, "/today/", NOW, None)


def test_a_key_written_before_is_passed_over_and_others_are_not(cast: Cast) -> None:
    write_notices(drafts=[draft(cast.officer)], at=NOW)

    drafts = [draft(cast.officer), draft(cast.officer, "b"), draft(cast.officer, "b"), draft(cast.colleague)]
    written = write_notices(drafts=drafts, at=NOW + timedelta(minutes=1))

    assert written == 2
    assert Notice.objects.count() == 3


def test_of_two_drafts_with_one_key_the_first_is_written(cast: Cast) -> None:
    drafts = [make_draft(cast.officer, data={"n": number}) for number in (1, 2)]

    assert write_notices(drafts=drafts, at=NOW) == 1
    assert Notice.objects.get().data == {"n": 1}


def test_a_key_written_again_makes_no_second_delivery(cast: Cast) -> None:
    make_channel(cast.officer, NOW)
    write_notices(drafts=[draft(cast.officer)], at=NOW)
    make_channel(cast.officer, NOW)

    write_notices(drafts=[draft(cast.officer), draft(cast.colleague, "c")], at=NOW + timedelta(minutes=1))

    assert Delivery.objects.count() == 1


def test_deliveries_go_to_the_channels_in_use_of_the_recipient_alone(cast: Cast) -> None:
    first, second = make_channel(cast.officer, NOW), make_channel(cast.officer, NOW)
    make_channel(cast.officer, NOW, is_active=False)
    make_channel(cast.colleague, NOW)
    cast.other_officer.is_active = False
    cast.other_officer.save()
    make_channel(cast.other_officer, NOW)

    write_notices(drafts=[draft(cast.officer), draft(cast.other_officer)], at=NOW)

    made = Delivery.objects.order_by("channel").values_list("channel", "state", "made_at", "due_at", "attempts")
    assert list(made) == [(each.pk, "waiting", NOW, NOW, 0) for each in (first, second)]


@pytest.mark.parametrize(
    ("kind", "lets_through", "waits"),
    [
        ("test.calm", True, True),
        ("test.urgent", True, False),
        ("test.urgent", False, True),
    ],
)
def test_quiet_hours_hold_a_message_until_they_end(cast: Cast, kind: str, lets_through: bool, waits: bool) -> None:
    QuietHours.objects.create(
        user=cast.officer, starts_at=time(22), ends_at=time(6, 30), lets_urgent_through=lets_through
    )
    make_channel(cast.officer, NOW)

    write_notices(drafts=[draft(cast.officer, kind=kind)], at=NOW)

    morning = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 06:30 of the 25th
    assert Delivery.objects.get().due_at == (morning if waits else NOW)


def test_a_kind_that_nobody_registered_is_refused_before_anything_is_written(cast: Cast) -> None:
    with pytest.raises(LookupError):
        write_notices(drafts=[draft(cast.officer), draft(cast.officer, "b", kind="test.gone")], at=NOW)

    assert not Notice.objects.exists()


@pytest.mark.parametrize(("has_channel", "most"), [(False, 2), (True, 4)])
def test_the_number_of_statements_is_constant(cast: Cast, has_channel: bool, most: int) -> None:
    """Savepoints of the test aside."""
    if has_channel:
        make_channel(cast.officer, NOW)
    counts = []
    for size in (3, 300):
        drafts = [draft(cast.officer, f"{size}:{number}") for number in range(size)]
        with CaptureQueriesContext(connection) as queries:
            assert write_notices(drafts=drafts, at=NOW + timedelta(seconds=size)) == size
        counts.append(len([each for each in queries if "SAVEPOINT" not in each["sql"]]))

    assert counts[0] == counts[1] <= most


def test_no_draft_asks_nothing_of_anybody(cast: Cast) -> None:
    assert write_notices(drafts=[], at=NOW) == 0


MOMENTS = st.integers(0, 366 * 24 * 3600).map(lambda seconds: NOW + timedelta(seconds=seconds))


@given(MOMENTS, st.times(), st.times())
def test_a_message_waits_until_the_quiet_hours_end_and_no_longer(at: datetime, starts: time, ends: time) -> None:
    assume(starts != ends)

    due = due_after(at, starts, ends)

    assert at <= due < at + timedelta(days=1)
    assert due_after(due, starts, ends) == due
    # Whatever comes up while it waits, waits as long.
    assert due == at or due_after(at + (due - at) / 2, starts, ends) == due


def test_a_notice_about_a_channel_does_not_go_out_by_it(cast: Cast) -> None:
    broken, other = make_channel(cast.officer, NOW), make_channel(cast.officer, NOW)

    write_notices(drafts=[make_draft(cast.officer, not_by_channel_id=broken.pk)], at=NOW)

    assert [delivery.channel for delivery in Delivery.objects.all()] == [other]
