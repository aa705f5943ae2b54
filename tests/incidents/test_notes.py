"""Prevention notes: sending, reading and reminding, who is told, and what the trail keeps."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from incidents.actions import read_note, remind_of_note, send_note
from incidents.models import Case, NoteReceipt, PreventionNote
from incidents.states import CaseState
from schools.models import Principalship
from tests.api.test_races import all_at_once
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_school, make_user
from tests.factories.cases import make_case, make_note

NOON = at("2026-11-20 12:00")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is Friday, 20 November 2026, 12:00."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of the station."""
    return make_case(cast.officer, cast.school, CaseState.SOLVED)


def test_every_school_gets_it_and_its_principals_are_told(cast: Cast, case: Case) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school, case=case)

    told = Notice.objects.filter(kind="incidents.note").order_by("recipient__username")
    assert (note.sent_at, note.sent_by) == (NOON, cast.officer)
    assert {receipt.school for receipt in note.receipts.unread()} == {cast.school, cast.other_school}
    assert [notice.recipient for notice in told] == [cast.principal, cast.other_principal]
    assert {notice.url for notice in told} == {note.get_absolute_url()}


def test_neither_the_notice_nor_what_it_says_names_the_case(cast: Cast, case: Case) -> None:
    make_note(cast.officer, cast.school, case=case)

    notice = Notice.objects.get(kind="incidents.note")
    said = kind_of(notice.kind).say(notice.data)
    assert (case.number in f"{notice.data}{said.title}{said.text}", "看管好手机" in said.title) == (False, True)


def test_who_cannot_sign_in_is_told_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.principal.pk).update(is_active=False)

    make_note(cast.officer, cast.school)

    assert Notice.objects.count() == 0


def test_sending_is_on_the_trail_with_every_school(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school)

    entries = LogEntry.objects.filter(action=Action.CREATE, actor=cast.officer)
    receipts = entries.filter(content_type__model="notereceipt")
    assert entries.filter(content_type__model="preventionnote").count() == 1
    assert {entry.changes["school"][1] for entry in receipts} == {str(cast.school.pk), str(cast.other_school.pk)}
    assert {entry.changes["note"][1] for entry in receipts} == {str(note.pk)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"text": "\n"}, "text"),
        ({"title": "案件 2026-0001"}, "title"),
        ({"text": "如 2026-0001 一案"}, "text"),
    ],
)
def test_a_note_says_something_and_not_which_case(cast: Cast, case: Case, changes: dict[str, Any], field: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        make_note(cast.officer, cast.school, case=case, **changes)

    assert list(refused.value.message_dict) == [field]


def test_a_note_goes_to_schools_of_its_station(cast: Cast) -> None:
    for schools in ([], [cast.school, make_school(cast.other_station)]):
        with nothing_written(), pytest.raises(ValidationError) as refused:
            make_note(cast.officer, *schools)
        assert list(refused.value.message_dict) == ["schools"]


def test_sending_takes_the_same_statements_for_one_school_and_many(cast: Cast) -> None:
    schools = [make_school(cast.station) for _number in range(4)]
    counts = set()
    for to in (schools[:1], schools[1:]):
        note = PreventionNote(unit=cast.station, title="提示", text="请注意")
        with CaptureQueriesContext(connection) as queries:
            send_note(by=cast.officer, note=note, schools=to)
        counts.add(len(queries))

    assert len(counts) == 1


def test_the_first_reading_stands(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school)
    second = make_user("second", User.Role.PRINCIPAL, cast.station)
    Principalship.objects.create(user=second, school=cast.school)

    read_note(by=cast.principal, note=note)
    read_note(by=second, note=note, at=NOON + timedelta(days=1))

    receipt = note.receipts.get(school=cast.school)
    assert (receipt.read_at, receipt.read_by) == (NOON, cast.principal)
    assert [each.school for each in note.receipts.unread()] == [cast.other_school]
    assert LogEntry.objects.get(content_type__model="notereceipt", action=Action.UPDATE).actor == cast.principal


def test_nobody_reads_for_a_school_that_did_not_get_it(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school)

    for user in (cast.other_principal, cast.officer):
        with pytest.raises(NoteReceipt.DoesNotExist):
            read_note(by=user, note=note)


@pytest.mark.django_db(transaction=True)
def test_of_many_readings_at_once_one_is_kept(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school)

    def read() -> tuple[int, Any]:
        return 200, read_note(by=cast.principal, note=note, at=timezone.now()).read_at

    moments = {moment for _status, moment in all_at_once([read] * 8)}

    assert len(moments) == 1
    assert LogEntry.objects.filter(content_type__model="notereceipt", action=Action.UPDATE).count() == 1


def test_those_who_have_not_read_it_are_reminded_once_a_day(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school, cast.other_school)
    read_note(by=cast.principal, note=note)

    reminded = [
        remind_of_note(by=cast.officer, note=note, at=NOON + later)
        for later in (timedelta(0), timedelta(hours=11), timedelta(hours=12))
    ]

    reminders = Notice.objects.filter(kind="incidents.note_reminder")
    assert reminded == [1, 0, 1]
    assert {notice.recipient for notice in reminders} == {cast.other_principal}
    assert LogEntry.objects.filter(changes__has_key="reminders", actor=cast.officer).count() == 2


def test_nobody_is_reminded_of_what_every_school_has_read(cast: Cast) -> None:
    note = make_note(cast.officer, cast.school)
    read_note(by=cast.principal, note=note)

    with nothing_written():
        assert remind_of_note(by=cast.officer, note=note) == 0


def test_who_sees_a_note_and_its_receipts(cast: Cast) -> None:
    make_note(cast.officer, cast.school)

    def those(model: Any) -> set[str]:
        people = {name: user for name, user in cast.roles.items() if user is not None}
        return {name for name, user in people.items() if model.objects.visible_to(user).exists()}

    assert those(PreventionNote) == those(NoteReceipt) == {"officer", "commander", "bureau", "principal"}
