"""`/audit/`: the auditor searches and takes away the trail, and leaves a trace of it."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.actions import note_refused_sign_in, note_sign_in
from campus_safety.audit.export import as_text
from campus_safety.audit.querysets import trail_visible_to
from campus_safety.audit.trail import Action, entry, record
from tests.cast import Cast
from tests.factories import at, make_duty, make_window

NOW = at("2026-11-23 08:41")


@pytest.fixture
def reader(cast: Cast, client: Client) -> Iterator[Client]:
    """The auditor, reading English."""
    with time_machine.travel(NOW, tick=False):
        client.force_login(cast.auditor)
        client.cookies["django_language"] = "en"
        yield client


def _write(cast: Cast, *, text: str = "", actor: Any = None, action: int = Action.UPDATE, days: int = 0) -> None:
    changes = {"reason": (None, text)}
    made = entry(cast.point, action=action, changes=changes, actor=actor or cast.officer, text=text or None)
    made.timestamp = NOW - timedelta(days=days)
    record(made)


def _rows(page: str) -> int:
    return page.count('<li class="plain" id="entry-')


def _page(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/audit/{query}")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("role", ["officer", "commander", "bureau", "principal", "administrator"])
@pytest.mark.parametrize("address", ["/audit/", "/audit/export/"])
def test_the_trail_is_the_auditors(cast: Cast, client: Client, role: str, address: str) -> None:
    user = cast.roles[role]
    assert user
    client.force_login(user)

    assert client.get(address).status_code == 403
    assert not trail_visible_to(user).exists()
    assert not LogEntry.objects.filter(action=Action.ACCESS).exists()


def test_a_write_stands_there_in_words(cast: Cast, reader: Client) -> None:
    duty = make_duty(make_window(cast.point), NOW.date())
    changes = {"state": ("open", "cancelled"), "reason": (None, "雨天停课")}
    record(entry(duty, action=Action.UPDATE, changes=changes, actor=cast.commander))

    page = _page(reader)

    for words in ("commander", "changed", "Duty", "SPQ-01 2026-11-23", "open", "cancelled", "雨天停课"):
        assert words in page


def test_what_is_done_to_no_row_is_told_as_a_deed(cast: Cast, reader: Client) -> None:
    note_sign_in(user=cast.officer, by="token")
    note_refused_sign_in(username=cast.officer.username, by="form")

    _page(reader)
    rows = re.findall(r'<li class="plain" id="entry-.*?</li>\s*</ul>', _page(reader, "?action=3"), re.DOTALL)
    told = [(*re.findall(r'"strong">\s*(.*?)\s*</div>', row), *re.findall(r"<ins>(.*?)</ins>", row)) for row in rows]

    assert told == [
        ("auditor searched the trail", "action=3"),
        ("auditor searched the trail", "everything"),
        ("officer was refused at sign-in", "the sign-in page"),
        ("officer signed in", "the API"),
    ]


def test_reading_leaves_a_trace_with_what_was_asked(cast: Cast, reader: Client) -> None:
    _page(reader, "?q=SPQ&action=1")
    reader.get("/audit/export/?who=officer").getvalue()

    traces = LogEntry.objects.filter(action=Action.ACCESS).order_by("pk")
    assert [(trace.actor_id, trace.changes) for trace in traces] == [
        (cast.auditor.pk, {"trail": ["None", "q=SPQ action=1"]}),
        (cast.auditor.pk, {"export": ["None", "who=officer"]}),
    ]


def test_the_newest_come_first_and_pages_follow(cast: Cast, reader: Client) -> None:
    for number in range(60):
        _write(cast, text=f"entry {number:02d}", days=number)

    first, second = _page(reader, "?action=1"), _page(reader, "?action=1&page=2")

    assert (_rows(first), _rows(second)) == (50, 10)
    assert first.index("entry 00") < first.index("entry 01")
    assert "entry 59" in second


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?who=colleague", {"停课"}),
        ("?who=127.0.0.1", set()),
        ("?q=停课", {"停课"}),
        ("?q=%25", {"100% =done"}),
        ("?q=_", set()),
        ("?action=0", {"new"}),
        ("?action=2", set()),
        ("?from=2026-11-23", {"停课", "100% =done"}),
        ("?to=2026-11-22", {"new"}),
        ("?from=2026-11-22&to=2026-11-22", set()),
        ("?who=colleague&action=0", set()),
    ],
)
def test_it_finds_what_matches_everything_asked(cast: Cast, reader: Client, query: str, found: set[str]) -> None:
    _write(cast, text="停课", actor=cast.colleague)
    _write(cast, text="100% =done")
    _write(cast, text="new", action=Action.CREATE, days=3)

    page = _page(reader, query)

    assert {text for text in ("停课", "100% =done", "new") if f"<ins>{text}</ins>" in page} == found


@pytest.mark.parametrize(
    "query",
    ["?from=2026-13-01", "?from=0001-01-01", "?to=9999-12-31", "?from=2026-11-02&to=2026-11-01", "?action=9",
     "?kind=NaN", "?q=" + "x" * 101, "?q=%00"],
)  # fmt: skip
def test_a_bad_search_is_named_and_reads_nothing(cast: Cast, reader: Client, query: str) -> None:
    _write(cast, text="kept to itself")

    for address in ("/audit/", "/audit/export/"):
        answer = reader.get(address + query)
        assert answer.status_code == 400
        assert "kept to itself" not in answer.content.decode()
    assert not LogEntry.objects.filter(action=Action.ACCESS).exists()


def test_the_list_asks_as_many_queries_at_1_row_as_at_30(cast: Cast, reader: Client) -> None:
    _write(cast)
    counts = []
    for more in (0, 29):
        for _each in range(more):
            _write(cast, text=f"row {_each}", actor=cast.colleague)
        with CaptureQueriesContext(connection) as captured:
            _page(reader)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 8


def _export(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(f"/audit/export/{query}")
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="trail-2026-11-23.csv"'
    return list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_export_holds_what_was_searched_for(cast: Cast, reader: Client) -> None:
    _write(cast, text="停课", actor=cast.colleague)
    _write(cast, text="else", actor=cast.officer)

    head, *rows = _export(reader, "?who=colleague")

    assert head[0] == "Time"
    assert [(row[0], row[1], row[7]) for row in rows] == [("2026-11-23T08:41:00+08:00", "colleague", "停课")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_would_be_a_formula_is_text(start: str) -> None:
    assert as_text(f"{start}1+1") == f"'{start}1+1"
    assert as_text(f"x{start}") == f"x{start}"


def test_no_formula_leaves_with_the_export(cast: Cast, reader: Client) -> None:
    _write(cast, text='=HYPERLINK("http://example.com")')

    rows = _export(reader)

    assert [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}] == []


def test_text_in_the_trail_is_text_on_the_page(cast: Cast, reader: Client) -> None:
    _write(cast, text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in _page(reader)
