"""People of cases: encrypted in the database, nowhere in plain words, never a minor's name, in full for a reason."""

import json
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from encrypted_fields.fields import EncryptedTextField
from pytest_django import Settings

from incidents.actions import add_person, change_person, remove_person, reveal_person
from incidents.models import Case, CasePerson
from incidents.permissions import may_see_people
from incidents.sections.people import people_section
from incidents.states import CaseState
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories.cases import make_action, make_case, make_person

NAME, PHONE, NOTE = "余晓明", "13812341234", "身份证号 500107198001011234"
PLAIN = (NAME, PHONE, "500107198001011234")


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that the officer leads."""
    return make_case(cast.officer, cast.school, CaseState.INVESTIGATING)


def everything_stored() -> str:
    """Every value of every table, as it lies in the database."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return "\n".join(str(value) for row in rows for value in row)


def is_in(stored: str, word: str) -> bool:
    """Whether a word lies there, as it is or as JSON writes it."""
    return word in stored or json.dumps(word)[1:-1] in stored


def entries_of(person: CasePerson, action: int) -> list[LogEntry]:
    """What the trail says was done to somebody."""
    return list(LogEntry.objects.filter(content_type__model="caseperson", object_id=person.pk, action=action))


def test_the_database_holds_no_plain_word_of_anybody(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case, note=NOTE)
    reveal_person(by=cast.officer, person=person, reason=f"电话联系{NAME}，{PHONE}")
    change_person(by=cast.officer, person=person, role="witness", name="余大明")
    remove_person(by=cast.officer, person=make_person(cast.officer, case, note=NOTE))

    stored = everything_stored()

    assert is_in(stored, "余某某")  # of the reason
    assert [word for word in (*PLAIN, "余大明") if is_in(stored, word)] == []


def test_who_has_the_key_reads_what_was_written(cast: Cast, case: Case) -> None:
    make_person(cast.officer, case, note=NOTE)
    found = CasePerson.objects.get()
    assert (found.name, found.phone, found.note) == (NAME, PHONE, NOTE)
    assert (found.masked_name, found.masked_phone, str(found)) == ("余某某", "138****1234", found.get_role_display())


def test_what_was_encrypted_with_former_keys_stays_readable(cast: Cast, case: Case, settings: Settings) -> None:
    make_person(cast.officer, case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM incidents_caseperson")
        [written] = cursor.fetchone()

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    settings.SALT_KEY = ["another salt", *settings.SALT_KEY]
    with_former = EncryptedTextField().to_python(written)
    settings.SECRET_KEY_FALLBACKS = []
    without = EncryptedTextField().to_python(written)

    assert (with_former, without) == (NAME, written)


@pytest.mark.parametrize("said", [{"name": NAME}, {"phone": PHONE}, {"note": "三年级学生"}])
def test_of_a_minor_nothing_is_kept_but_the_role(cast: Cast, case: Case, said: dict[str, str]) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        add_person(by=cast.officer, case=case, role="victim", is_minor=True, **said)

    assert list(refused.value.message_dict) == list(said)
    minor = add_person(by=cast.officer, case=case, role="victim", is_minor=True, name=" ")
    assert (minor.role, minor.name, minor.phone, minor.note, minor.masked_name) == ("victim", None, None, None, "")


def test_who_turns_out_to_be_a_minor_keeps_the_role_alone(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case, note=NOTE)

    change_person(by=cast.officer, person=person, role="witness", is_minor=True)

    person.refresh_from_db()
    assert (person.role, person.is_minor) == ("witness", True)
    assert (person.name, person.phone, person.note) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "field"), [({"name": " \n"}, "name"), ({"name": NAME, "role": "friend"}, "role"), ({"name": ""}, "name")]
)
def test_bad_input_is_named_and_changes_nothing(cast: Cast, case: Case, said: dict[str, Any], field: str) -> None:
    with nothing_written(), pytest.raises(ValidationError) as refused:
        add_person(by=cast.officer, case=case, **{"role": "witness"} | said)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("state", [CaseState.REPORTED, CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN])
def test_nobody_is_entered_before_acceptance_or_after_the_end(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    with nothing_written(), pytest.raises(ValidationError):
        make_person(cast.officer, case)


def test_whom_somebody_took_out_is_neither_changed_nor_taken_out_again(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case)
    remove_person(by=cast.colleague, person=CasePerson.objects.get(pk=person.pk))

    with nothing_written(), pytest.raises(ValidationError):
        change_person(by=cast.officer, person=person, role="witness")
    with nothing_written(), pytest.raises(ValidationError):
        remove_person(by=cast.officer, person=person)


def test_what_is_left_empty_stays(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case, note=NOTE)

    change_person(by=cast.officer, person=person, role="witness", phone="13900000000")

    person.refresh_from_db()
    assert (person.role, person.name, person.phone, person.note) == ("witness", NAME, "13900000000", NOTE)


def test_the_trail_says_what_was_done_and_not_to_whom(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case)
    change_person(by=cast.colleague, person=person, role="victim", name="余大明")

    [made], [changed] = entries_of(person, LogEntry.Action.CREATE), entries_of(person, LogEntry.Action.UPDATE)

    assert (made.actor, changed.actor, list(changed.changes)) == (cast.officer, cast.colleague, ["name"])
    assert changed.changes["name"] == ["•••", "•••"]


def test_each_time_somebody_is_seen_in_full_is_on_the_trail_with_its_reason(cast: Cast, case: Case) -> None:
    person = make_person(cast.officer, case)

    seen = [reveal_person(by=by, person=person, reason=" 电话核实 ").name for by in (cast.officer, cast.commander)]

    entries = entries_of(person, LogEntry.Action.ACCESS)
    assert seen == [NAME, NAME]
    assert {entry.actor for entry in entries} == {cast.officer, cast.commander}
    assert [entry.changes for entry in entries] == [{"seen_in_full": ["None", "电话核实"]}] * 2
    assert all(entry.object_repr.startswith(case.number) for entry in entries)


@pytest.mark.parametrize("reason", ["", "   ", "看看", "核实 \n"])
def test_without_a_reason_nobody_is_seen(cast: Cast, case: Case, reason: str) -> None:
    person = make_person(cast.officer, case)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        reveal_person(by=cast.officer, person=person, reason=reason)
    assert list(refused.value.message_dict) == ["reason"]


def test_of_a_minor_there_is_nothing_to_see(cast: Cast, case: Case) -> None:
    minor = add_person(by=cast.officer, case=case, role="victim", is_minor=True)
    with nothing_written(), pytest.raises(CasePerson.DoesNotExist):
        reveal_person(by=cast.officer, person=minor, reason="电话核实")


def test_who_works_on_a_case_sees_its_people(cast: Cast, case: Case) -> None:
    people = {name: user for name, user in cast.roles.items() if user is not None} | {"colleague": cast.colleague}

    def those() -> set[str]:
        return {name for name, user in people.items() if may_see_people(user, case)}

    assert those() == {"officer", "commander", "bureau"}
    make_action(cast.colleague, case, officers=[cast.colleague])  # who enters one opens nothing by it
    assert those() == {"officer", "commander", "bureau"}
    make_action(cast.officer, case, officers=[cast.colleague])
    assert those() == {"officer", "colleague", "commander", "bureau"}


def test_the_section_takes_one_query_and_one_more_for_who_neither_leads_nor_commands(cast: Cast, case: Case) -> None:
    for _person in range(30):
        make_person(cast.officer, case)

    shown = {}
    for user in (cast.officer, cast.commander, cast.colleague):
        assert cast.station.pk in user.unit_ids  # every page knows them already
        with CaptureQueriesContext(connection) as queries:
            section = people_section(case, user)
        shown[user] = (len(queries), len(section["people"]), section["may_see"])

    assert shown == {cast.officer: (1, 30, True), cast.commander: (1, 30, True), cast.colleague: (2, 30, False)}
