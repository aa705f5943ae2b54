"""The principal's portal: what is asked first, the own file in plain words, and nothing of another school."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from campus_safety.dashboard.asks_registry import asks_of
from schools.actions import answer_inspection, receive_notice
from schools.actions.photos import keep_photos
from schools.models import Document, Photo, School
from schools.states import HazardState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice, photo
from tests.factories.schools import make_premises

State = HazardState


def filled(cast: Cast) -> None:
    """A school whose base data asks for nothing."""
    School.objects.filter(pk=cast.school.pk).update(
        head="园长", head_phone="02300000001", duty_phone="02300000002", pupils=200, staff=20, arrives_at="08:50",
        dismisses_at="16:40",
    )  # fmt: skip


def asked(cast: Cast) -> list[tuple[str, bool]]:
    """The addresses of what is asked of the principal, and whether each is late."""
    return [(ask.url, ask.is_late) for ask in asks_of(cast.principal, timezone.now())]


def test_nothing_is_asked_of_a_school_in_order(cast: Cast) -> None:
    filled(cast)
    assert asked(cast) == []


def test_overdue_hazard_is_asked_first(cast: Cast) -> None:
    filled(cast)
    today = timezone.localdate()
    soon = make_hazard(cast.officer, cast.school, due_on=today + timedelta(days=5))
    late = make_hazard(cast.officer, cast.school, due_on=today - timedelta(days=3))
    inspection = make_inspection(cast.officer, cast.school)
    assert asked(cast) == [
        (f"/schools/hazards/{late.pk}/rectify/", True),
        (f"/schools/hazards/{soon.pk}/rectify/", False),
        (f"/schools/inspections/{inspection.pk}/answer/", False),
    ]


@pytest.mark.parametrize("state", [state for state in State.values if state != State.OPEN])
def test_hazard_that_waits_for_police_is_not_asked(cast: Cast, state: str) -> None:
    filled(cast)
    make_hazard(cast.principal if state == State.REPORTED else cast.officer, cast.school, state)
    assert asked(cast) == []


def test_hazard_of_the_station_is_not_asked(cast: Cast) -> None:
    filled(cast)
    make_hazard(cast.officer, cast.school, owner="station")
    assert asked(cast) == []


def test_answered_and_signed_is_asked_no_more(cast: Cast) -> None:
    filled(cast)
    hazard = make_hazard(cast.officer, cast.school)
    notice, inspection = make_notice(cast.officer, hazard), make_inspection(cast.officer, cast.school)
    before = {url for url, _late in asked(cast)}
    receive_notice(by=cast.principal, notice=notice)
    answer_inspection(by=cast.principal, inspection=inspection, answer="confirmed")
    to_rectify = f"/schools/hazards/{hazard.pk}/rectify/"
    assert before == {to_rectify, f"/schools/notices/{notice.pk}/", f"/schools/inspections/{inspection.pk}/answer/"}
    assert asked(cast) == [(to_rectify, False)]


@pytest.mark.parametrize(("days", "expected"), [(61, []), (60, [False]), (-1, [True])])
def test_document_is_asked_for_before_it_runs_out(cast: Cast, days: int, expected: list[bool]) -> None:
    filled(cast)
    make_document(cast.principal, cast.school, valid_until=timezone.localdate() + timedelta(days=days))
    assert [late for _url, late in asked(cast)] == expected


def test_nothing_of_another_school_is_asked(cast: Cast) -> None:
    filled(cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_notice(cast.officer, make_hazard(cast.officer, cast.other_school))
    make_inspection(cast.officer, cast.other_school)
    make_document(cast.other_principal, cast.other_school, valid_until=yesterday)
    assert asked(cast) == []


def test_page_shows_the_own_file_and_nothing_of_others(cast: Cast) -> None:
    """Everything that could leak is there: another school's rows, an officer's name, contacts of premises."""
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(name="民警零零七")
    make_hazard(cast.officer, cast.school, description="本园隐患")
    make_hazard(cast.officer, cast.other_school, description="他园隐患")
    make_inspection(cast.officer, cast.school, {"exits": "fail"})
    make_document(cast.officer, cast.school, title="本园文件")
    make_document(cast.officer, cast.other_school, title="他园文件")
    make_premises(cast.station, name="工地甲", contact="联系人甲", contact_phone="02399999999", note="秘密备注")
    client = signed_in(cast.principal)
    pages = [
        "/school/", f"/schools/{cast.school.pk}/sheet/", f"/schools/{cast.school.pk}/timeline/", "/schools/hazards/",
        "/schools/documents/",
    ]  # fmt: skip
    text = "".join(client.get(page).content.decode() for page in pages)
    assert [words for words in ("本园隐患", "本园文件", "工地甲") if words not in text] == []
    leaks = ("他园隐患", "他园文件", "民警零零七", "联系人甲", "02399999999", "秘密备注", "金色阳光")
    assert [words for words in leaks if words in text] == []


def test_page_takes_the_same_queries_however_much_is_on_record(cast: Cast) -> None:
    client = signed_in(cast.principal)
    make_notice(cast.officer, make_hazard(cast.officer, cast.school))
    make_inspection(cast.officer, cast.school)
    make_document(cast.principal, cast.school, valid_until=timezone.localdate())
    few = counted(client, "/school/")
    for days in range(1, 4):
        make_notice(cast.officer, make_hazard(cast.officer, cast.school))
        make_inspection(cast.officer, cast.school, at=timezone.now() - timedelta(days=days))
        make_document(cast.principal, cast.school, valid_until=timezone.localdate())
        make_premises(cast.station)
    assert counted(client, "/school/") == few


@pytest.mark.parametrize(
    "address",
    [
        "/schools/{other}/", "/schools/{other}/sheet/", "/schools/{other}/sheet.xlsx", "/schools/{other}/timeline/",
        "/schools/{other}/dossier.pdf", "/schools/{other}/hazards/new/", "/schools/{other}/documents/new/",
        "/schools/{other}/inspections/new/", "/schools/hazards/{hazard}/", "/schools/hazards/{hazard}/rectify/",
        "/schools/inspections/{inspection}/", "/schools/inspections/{inspection}/answer/",
        "/schools/documents/{document}/", "/schools/documents/{document}/file/", "/schools/notices/{notice}/",
        "/schools/notices/{notice}.pdf", "/api/v1/schools/{other}/", "/api/v1/hazards/{hazard}/",
        "/api/v1/inspections/{inspection}/",
    ],
)  # fmt: skip
def test_another_schools_address_is_not_there(cast: Cast, address: str) -> None:
    hazard = make_hazard(cast.officer, cast.other_school)
    names = {
        "other": cast.other_school.pk,
        "hazard": hazard.pk,
        "inspection": make_inspection(cast.officer, cast.other_school).pk,
        "document": make_document(cast.other_principal, cast.other_school).pk,
        "notice": make_notice(cast.officer, hazard).pk,
    }
    client = signed_in(cast.principal)
    status = client.get(address.format(**names)).status_code
    posted = client.post(address.format(**names), {}).status_code
    assert status in {403, 404}
    assert posted in {403, 404, 405}


def test_posting_for_another_school_writes_nothing(cast: Cast) -> None:
    client = signed_in(cast.principal)
    client.post(f"/schools/{cast.other_school.pk}/hazards/new/", {"description": "x", "severity": "general"})
    client.post(f"/schools/{cast.other_school.pk}/inspections/new/")
    assert cast.other_school.hazards.count() == 0
    assert cast.other_school.inspections.count() == 0
    assert Document.objects.count() == 0


@pytest.mark.parametrize("address", ["/schools/{school}/sheet.xlsx", "/schools/hazards.xlsx"])
def test_workbooks_name_no_officer_to_the_school(cast: Cast, address: str) -> None:
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(name="民警零零七")
    make_inspection(cast.officer, cast.school, {"exits": "fail"})
    make_hazard(cast.officer, cast.school)
    found = {}
    for who in (cast.officer, cast.principal):
        answer = signed_in(who).get(address.format(school=cast.school.pk))
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        found[who.role] = "民警零零七" in str(list(book.worksheets[0].values))
    assert found == {"officer": True, "principal": False}


def test_photos_of_a_hazard_are_seen_before_the_inspection_is_finished(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    result = inspection.results.get()
    keep_photos(by=cast.officer, shown=result, photos=[photo()], at=timezone.now())
    hazard, client = make_hazard(cast.officer, cast.school, result=result), signed_in(cast.principal)
    page = client.get(hazard.get_absolute_url()).content.decode()
    assert client.get(Photo.objects.get().get_absolute_url()).status_code == 200
    assert inspection.get_absolute_url() not in page
