"""The inbox: one's own messages, read when they are opened; and how many wait, on every page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.notices.actions.reading import read_all, read_notice
from campus_safety.notices.models import Notice
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.notices import make_message

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
INBOX = "/notices/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    """An hour after the messages were made; time stands still."""
    with time_machine.travel(NOW + 60 * MINUTE, tick=False) as clock:
        yield clock


def titles(client: Client, query: str = "") -> list[str]:
    return [row.said.title for row in client.get(INBOX + query).context["page_obj"]]


def test_it_shows_one_s_own_messages_newest_first(cast: Cast) -> None:
    for minutes in (1, 3, 2):
        make_message(cast.officer, NOW + minutes * MINUTE, data={"n": minutes})
    make_message(cast.colleague, NOW, data={"n": 9})

    assert titles(signed_in(cast.officer)) == ["巡防点 3", "巡防点 2", "巡防点 1"]


def test_looking_at_it_changes_nothing_and_opening_marks_as_read(cast: Cast) -> None:
    notice = make_message(cast.officer, NOW, url="/patrols/")
    client = signed_in(cast.officer)
    client.get(INBOX)
    unread = Notice.objects.unread().count()

    answer = client.post(f"{INBOX}{notice.pk}/open/")

    notice.refresh_from_db()
    assert unread == 1
    assert (answer.status_code, answer.headers["Location"]) == (302, "/patrols/")
    assert notice.read_at == NOW + 60 * MINUTE
    assert client.get(f"{INBOX}{notice.pk}/open/").status_code == 405


def test_the_first_time_that_it_was_opened_stays(cast: Cast) -> None:
    notice = make_message(cast.officer, NOW)
    read_notice(notice=notice, at=NOW + MINUTE)
    read_notice(notice=notice, at=NOW + 2 * MINUTE)

    notice.refresh_from_db()
    assert notice.read_at == NOW + MINUTE


def test_a_clock_that_was_set_back_marks_as_read_all_the_same(cast: Cast) -> None:
    make_message(cast.officer, NOW)

    assert read_all(by=cast.officer, at=NOW - MINUTE) == 1
    assert Notice.objects.get().read_at == NOW


def test_somebody_else_s_message_is_not_found(cast: Cast) -> None:
    notice = make_message(cast.officer, NOW)

    assert signed_in(cast.colleague).post(f"{INBOX}{notice.pk}/open/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_all_are_marked_as_read_and_it_can_be_taken_back(cast: Cast) -> None:
    before = make_message(cast.officer, NOW)
    read_notice(notice=before, at=NOW + MINUTE)
    for _number in range(2):
        make_message(cast.officer, NOW)
    make_message(cast.colleague, NOW)
    client = signed_in(cast.officer)

    page = client.post(f"{INBOX}read/", follow=True)
    left = Notice.objects.visible_to(cast.officer).unread().count()
    client.post(f"{INBOX}unread/", {"read_at": page.context["just_read"].isoformat()})

    assert left == 0
    assert Notice.objects.visible_to(cast.officer).unread().count() == 2
    assert Notice.objects.visible_to(cast.colleague).unread().count() == 1


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-13-40T00:00:00Z", "2026-11-24T00:00:00"])
def test_a_moment_that_cannot_be_read_takes_nothing_back(cast: Cast, moment: str) -> None:
    make_message(cast.officer, NOW)
    client = signed_in(cast.officer)
    client.post(f"{INBOX}read/")

    assert client.post(f"{INBOX}unread/", {"read_at": moment}).status_code == 302
    assert client.get(INBOX, {"read_at": moment}).context["just_read"] is None
    assert Notice.objects.unread().count() == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?unread=1", ["巡防点 2"]),
        ("?unread=0", ["无人到岗"]),
        ("?kind=test.urgent", ["无人到岗"]),
        ("?from=2026-11-24", ["巡防点 2"]),
        ("?to=2026-11-23", ["无人到岗"]),
    ],
)
def test_it_is_filtered_by_its_address(cast: Cast, query: str, found: list[str]) -> None:
    make_message(cast.officer, NOW, data={"n": 2})
    read_notice(notice=make_message(cast.officer, NOW - timedelta(hours=12), "test.urgent"), at=NOW)

    assert titles(signed_in(cast.officer), query) == found


@pytest.mark.parametrize("query", ["?unread=2", "?kind=none", "?from=soon", "?from=2026-11-24&to=2026-11-23"])
def test_a_filter_that_is_not_understood_is_named(cast: Cast, query: str) -> None:
    assert signed_in(cast.officer).get(INBOX + query).status_code == 400


@pytest.mark.parametrize("fields", [{"kind": "test.gone"}, {"data": {}}])
def test_a_message_of_an_earlier_release_is_still_shown(cast: Cast, fields: dict[str, Any]) -> None:
    make_message(cast.officer, NOW, **fields)

    assert len(titles(signed_in(cast.officer))) == 1


def test_what_a_message_says_is_escaped(cast: Cast) -> None:
    make_message(cast.officer, NOW, data={"n": "<script>"})

    assert "<script>巡" not in (page := signed_in(cast.officer).get(INBOX).content.decode())
    assert "巡防点 &lt;script&gt;" in page


def test_it_asks_as_many_queries_at_1_row_as_at_30(cast: Cast) -> None:
    make_message(cast.officer, NOW)
    client = signed_in(cast.officer)
    one = counted(client, INBOX)
    for _number in range(29):
        make_message(cast.officer, NOW)

    assert counted(client, INBOX) == one <= 6


# --- How many wait, on every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("officer", "/today/"),
        ("commander", "/dashboard/"),
        ("principal", "/school/"),
        ("auditor", "/audit/"),
        ("administrator", INBOX),
    ],
)
def test_every_page_says_how_many_are_unread(cast: Cast, role: str, page: str) -> None:
    user: User = getattr(cast, role)
    for _number in range(3):
        make_message(user, NOW)

    answer = signed_in(user).get(page)

    assert answer.context["unread_notices"] == 3
    assert '<a class="notices-link" href="/notices/">' in answer.content.decode()


def test_more_than_99_are_not_counted(cast: Cast) -> None:
    Notice.objects.bulk_create(
        Notice(recipient=cast.officer, kind="test.calm", key=f"{number}", url=INBOX, made_at=NOW, data={"n": 1})
        for number in range(150)
    )

    answer = signed_in(cast.officer).get(INBOX)

    assert answer.context["unread_notices"] == 100
    assert "<b>99+</b>" in answer.content.decode()


def test_the_number_takes_one_query_that_an_index_answers(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    with CaptureQueriesContext(connection) as queries:
        client.get("/notices/hosts/")

    [count] = [each["sql"] for each in queries if "notices_notice" in each["sql"]]
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "SET enable_seqscan = off; EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {count}")
        plan = " ".join(str(line) for line in cursor.fetchall())
    assert "notices_notice_unread" in plan or "notices_notice_inbox" in plan


def test_the_public_page_asks_for_no_messages(cast: Cast, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/")

    assert "notices-link" not in page.content.decode()
    assert [each["sql"] for each in queries if "notices_notice" in each["sql"]] == []
