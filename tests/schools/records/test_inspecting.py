"""Filling in an inspection: begun, item by item, interrupted, finished, given up."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from schools.models import Inspection, ItemResult, Photo
from schools.sheet import sheet_of
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories.records import make_hazard, make_inspection
from tests.uploads.pictures import jpeg

Outcome = ItemResult.Outcome


def upload(name: str = "photo.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or jpeg(), content_type="image/jpeg")


def test_beginning_twice_goes_on_with_the_same(cast: Cast) -> None:
    client = signed_in(cast.officer)
    first = client.post(f"/schools/{cast.school.pk}/inspections/new/").headers["Location"]
    second = client.post(f"/schools/{cast.school.pk}/inspections/new/").headers["Location"]
    assert first == second
    assert Inspection.objects.count() == 1


def test_two_officers_have_an_inspection_each(cast: Cast) -> None:
    signed_in(cast.officer).post(f"/schools/{cast.school.pk}/inspections/new/")
    signed_in(cast.colleague).post(f"/schools/{cast.school.pk}/inspections/new/")
    assert Inspection.objects.count() == 2


def test_closed_school_is_not_inspected(cast: Cast) -> None:
    type(cast.school).objects.filter(pk=cast.school.pk).update(is_open=False)
    assert signed_in(cast.officer).post(f"/schools/{cast.school.pk}/inspections/new/").status_code == 403


def test_item_is_recorded_with_note_and_photo(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    body = {"exits-outcome": "fail", "exits-note": "通道堆放桌椅", "exits-photos": [upload()]}
    answer = signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/items/exits/", body)
    result = inspection.results.get()
    assert answer.headers["Location"] == f"/schools/inspections/{inspection.pk}/#exits"
    assert (result.item, result.outcome, result.note) == ("exits", "fail", "通道堆放桌椅")
    assert result.photos.count() == 1


def test_item_said_again_replaces_and_keeps_photos(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    client, address = signed_in(cast.officer), f"/schools/inspections/{inspection.pk}/items/exits/"
    client.post(address, {"exits-outcome": "fail", "exits-photos": [upload()]})
    client.post(address, {"exits-outcome": "pass", "exits-photos": [upload("b.jpg", jpeg(color="navy"))]})
    result = inspection.results.get()
    assert (result.outcome, result.photos.count()) == ("pass", 2)


def test_photo_sent_twice_is_kept_once(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    client, address = signed_in(cast.officer), f"/schools/inspections/{inspection.pk}/items/exits/"
    for _tap in range(2):
        client.post(address, {"exits-outcome": "fail", "exits-photos": [upload()]})
    assert inspection.results.get().photos.count() == 1


def test_item_of_a_hazard_stays_as_it_was_found(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    make_hazard(cast.officer, cast.school, result=inspection.results.get())
    address = f"/schools/inspections/{inspection.pk}/items/exits/"
    answer = signed_in(cast.officer).post(address, {"exits-outcome": "pass"}, headers={"HX-Request": "true"})
    assert (answer.status_code, inspection.results.get().outcome) == (422, "fail")


def test_tap_of_who_is_signed_out_is_401_and_no_page(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    address = f"/schools/inspections/{inspection.pk}/items/exits/"
    answer = Client().post(address, {"exits-outcome": "pass"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_htmx_gets_the_item_alone(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    address = f"/schools/inspections/{inspection.pk}/items/exits/"
    answer = signed_in(cast.officer).post(address, {"exits-outcome": "fail"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<b id="done" hx-swap-oob="true">1</b>' in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "Choose pass, fail or not applicable."),
        ({"exits-outcome": "perhaps"}, "There is none such."),
        ({"exits-outcome": "fail", "exits-note": "联系13800001234"}, "a phone number"),
        ({"exits-outcome": "fail", "exits-note": "x" * 501}, "500"),
    ],
)
def test_wrong_item_is_named_and_nothing_written(cast: Cast, body: dict[str, str], named: str) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"
    answer = client.post(f"/schools/inspections/{inspection.pk}/items/exits/", body, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert named in answer.content.decode()
    assert inspection.results.count() == 0


def test_photo_that_is_no_picture_is_refused_and_the_outcome_with_it(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    body = {"exits-outcome": "fail", "exits-photos": [upload("a.svg", b"<svg onload='x()'/>")]}
    answer = signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/items/exits/", body)
    assert answer.status_code == 400
    assert "a.svg" in answer.content.decode()
    assert inspection.results.count() == 0


def test_phone_number_that_is_meant_is_kept(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    body = {"exits-outcome": "fail", "exits-note": "消防队 023-68823318", "exits-numbers_are_meant": "on"}
    signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/items/exits/", body)
    assert inspection.results.get().note == "消防队 023-68823318"


@pytest.mark.parametrize("key", ["drill_school", "video_kept_2012", "nothing"])
def test_item_that_is_not_on_the_sheet_is_not_found(cast: Cast, key: str) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    address = f"/schools/inspections/{inspection.pk}/items/{key}/"
    assert signed_in(cast.officer).post(address, {f"{key}-outcome": "pass"}).status_code == 404


def test_only_who_began_it_fills_it_in(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    address = f"/schools/inspections/{inspection.pk}/items/exits/"
    answers = {
        "colleague": signed_in(cast.colleague).post(address, {"exits-outcome": "pass"}).status_code,
        "other station": signed_in(cast.other_officer).post(address, {"exits-outcome": "pass"}).status_code,
        "principal": signed_in(cast.principal).post(address, {"exits-outcome": "pass"}).status_code,
    }
    assert answers == {"colleague": 403, "other station": 404, "principal": 404}


def test_results_reach_the_sheet_when_it_is_finished(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    before = sheet_of(cast.school, timezone.localdate()).failed
    signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/finish/", {"note": "现场已说明"})
    inspection.refresh_from_db()
    assert before == []
    assert [line.item.key for line in sheet_of(cast.school, timezone.localdate()).failed] == ["exits"]
    assert (inspection.passed, inspection.failed, inspection.note) == (0, 1, "现场已说明")


def test_empty_inspection_is_not_finished(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    assert signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/finish/").status_code == 400
    inspection.refresh_from_db()
    assert inspection.is_open


def test_finished_inspection_takes_nothing_more(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school)
    client = signed_in(cast.officer)
    statuses = [
        client.post(f"/schools/inspections/{inspection.pk}/items/exits/", {"exits-outcome": "pass"}).status_code,
        client.post(f"/schools/inspections/{inspection.pk}/finish/").status_code,
        client.post(f"/schools/inspections/{inspection.pk}/discard/").status_code,
    ]
    assert statuses == [403, 302, 302]
    assert ItemResult.objects.filter(item="exits").count() == 0


def test_given_up_inspection_is_gone_with_its_photos(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {}, is_finished=False)
    client = signed_in(cast.officer)
    body = {"exits-outcome": "fail", "exits-photos": [upload()]}
    client.post(f"/schools/inspections/{inspection.pk}/items/exits/", body)
    client.post(f"/schools/inspections/{inspection.pk}/discard/")
    assert (Inspection.objects.count(), ItemResult.objects.count(), Photo.objects.count()) == (0, 0, 0)


def test_inspection_with_a_hazard_is_not_given_up(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    make_hazard(cast.officer, cast.school, result=inspection.results.get())
    signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/discard/")
    assert Inspection.objects.filter(pk=inspection.pk).exists()


def test_open_inspection_of_police_is_hidden_from_the_principal(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    assert signed_in(cast.principal).get(inspection.get_absolute_url()).status_code == 404
