"""The pages of hazards: entered, reported, taken up, rectified, verified, sent back; the ledger."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from schools.models import Hazard
from schools.states import HazardState
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories.records import make_hazard, make_inspection
from tests.factories.schools import make_premises
from tests.uploads.pictures import jpeg

State = HazardState


def entered(**more: object) -> dict[str, object]:
    due_on = timezone.localdate() + timedelta(days=5)
    return {
        "description": "消防通道堆放桌椅", "place": "二楼东侧", "severity": "major", "owner": "school",
        "due_on": due_on.isoformat(), "source": "patrol",
    } | more  # fmt: skip


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", jpeg(), content_type="image/jpeg")


def test_officer_enters_a_hazard_with_photos(cast: Cast) -> None:
    client = signed_in(cast.officer)
    client.post(f"/schools/{cast.school.pk}/hazards/new/", entered(photos=[picture(), picture()]))
    hazard = Hazard.objects.get()
    assert (hazard.state, hazard.source, hazard.officer, hazard.unit) == ("open", "patrol", cast.officer, cast.station)
    assert hazard.steps.get().photos.count() == 2


def test_failed_item_becomes_a_hazard_once(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"})
    result = inspection.results.get()
    address = f"/schools/{cast.school.pk}/hazards/new/?result={result.pk}"
    client = signed_in(cast.officer)
    client.post(address, entered())
    again = client.get(address)
    hazard = Hazard.objects.get()
    assert (hazard.result, hazard.source) == (result, "inspection")
    assert again.headers["Location"] == hazard.get_absolute_url()


@pytest.mark.parametrize("of", ["other school", "passed"])
def test_result_that_does_not_fit_is_ignored(cast: Cast, of: str) -> None:
    school = cast.other_school if of == "other school" else cast.school
    result = make_inspection(cast.officer, school, {"exits": "fail" if of == "other school" else "pass"}).results.get()
    signed_in(cast.officer).post(f"/schools/{cast.school.pk}/hazards/new/?result={result.pk}", entered())
    assert Hazard.objects.get().result is None


def test_principal_reports_and_the_officer_takes_it_up(cast: Cast) -> None:
    report = {"description": "围墙破损", "place": "北侧", "severity": "general"}
    signed_in(cast.principal).post(f"/schools/{cast.school.pk}/hazards/new/", report)
    hazard = Hazard.objects.get()
    assert (hazard.state, hazard.source, hazard.due_on, hazard.officer) == ("reported", "school", None, None)
    due_on = timezone.localdate() + timedelta(days=9)
    body = {"owner": "school", "severity": "major", "due_on": due_on.isoformat(), "text": "请先围挡"}
    signed_in(cast.officer).post(f"/schools/hazards/{hazard.pk}/take-up/", body)
    hazard.refresh_from_db()
    assert (hazard.state, hazard.severity, hazard.due_on, hazard.officer) == ("open", "major", due_on, cast.officer)


def test_principal_rectifies_and_the_officer_sends_back_then_verifies(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    principal, officer, address = signed_in(cast.principal), signed_in(cast.officer), f"/schools/hazards/{hazard.pk}"
    due_on = timezone.localdate() + timedelta(days=2)
    principal.post(f"{address}/rectify/", {"photos": [picture()]})
    officer.post(f"{address}/send-back/", {"text": "仍有杂物", "due_on": due_on.isoformat()})
    principal.post(f"{address}/rectify/", {"text": "已清空"})
    officer.post(f"{address}/verify/", {})
    states = list(hazard.steps.values_list("before", "after"))
    assert states == [
        ("", "open"), ("open", "rectified"), ("rectified", "open"), ("open", "rectified"), ("rectified", "verified"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"description": ""}, "description"),
        ({"severity": "huge"}, "severity"),
        ({"owner": "premises"}, "owner"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"due_on": "2099-01-01"}, "due_on"),
        ({"due_on": "tomorrow"}, "due_on"),
        ({"description": "学生身份证500107201503071234"}, "description"),
        ({"place": "打13912345678"}, "place"),
    ],
)
def test_wrong_hazard_is_named_by_its_field(cast: Cast, wrong: dict[str, str], field: str) -> None:
    answer = signed_in(cast.officer).post(f"/schools/{cast.school.pk}/hazards/new/", entered(**wrong))
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert Hazard.objects.count() == 0


def test_rectified_without_photo_or_word_is_refused(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    answer = signed_in(cast.principal).post(f"/schools/hazards/{hazard.pk}/rectify/", {})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["photos"])


def test_step_that_does_not_fit_leads_back_and_changes_nothing(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, State.VERIFIED)
    answer = signed_in(cast.officer).post(f"/schools/hazards/{hazard.pk}/verify/", {})
    assert answer.headers["Location"] == hazard.get_absolute_url()
    assert hazard.steps.count() == 3


@pytest.mark.parametrize(
    ("step", "who", "status"),
    [
        ("verify", "principal", 403),
        ("send-back", "principal", 403),
        ("extend", "principal", 403),
        ("withdraw", "principal", 403),
        ("withdraw", "officer", 403),
        ("withdraw", "commander", 200),
        ("rectify", "other_principal", 404),
        ("rectify", "principal", 200),
        ("verify", "other_officer", 404),
        ("nothing", "officer", 404),
    ],
)
def test_steps_by_role(cast: Cast, step: str, who: str, status: int) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    answer = signed_in(getattr(cast, who)).get(f"/schools/hazards/{hazard.pk}/{step}/", follow=True)
    assert answer.status_code == status


def test_hazard_that_the_station_owns_is_not_the_principals(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, owner="station")
    assert signed_in(cast.principal).get(f"/schools/hazards/{hazard.pk}/rectify/").status_code == 403


def test_hazard_page_by_role(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    assert answers(cast, hazard.get_absolute_url()) == OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def test_hazard_at_premises_is_hidden_from_principals(cast: Cast) -> None:
    premises = make_premises(cast.station)
    signed_in(cast.officer).post(f"/schools/premises/{premises.pk}/hazards/new/", entered(owner="premises"))
    hazard = Hazard.objects.get()
    assert (hazard.premises, hazard.school, hazard.source) == (premises, None, "premises")
    assert signed_in(cast.principal).get(hazard.get_absolute_url()).status_code == 404


def test_principal_sees_no_officer_by_name(cast: Cast) -> None:
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(name="警号零零七")
    hazard = make_hazard(cast.officer, cast.school, State.VERIFIED)
    page = signed_in(cast.principal).get(hazard.get_absolute_url()).content.decode()
    assert "警号零零七" not in page


def test_ledger_takes_the_same_queries_at_one_and_three_rows(cast: Cast) -> None:
    client = signed_in(cast.officer)
    make_hazard(cast.officer, cast.school)
    one = counted(client, "/schools/hazards/")
    make_hazard(cast.officer, cast.other_school)
    make_hazard(cast.principal, cast.school, State.REPORTED)
    assert counted(client, "/schools/hazards/") == one


def test_hazard_page_takes_the_same_queries_however_long_its_history(cast: Cast) -> None:
    client, hazard = signed_in(cast.officer), make_hazard(cast.officer, cast.school)
    principal, address = signed_in(cast.principal), hazard.get_absolute_url()
    principal.post(f"{address}rectify/", {"photos": [picture()]})
    one = counted(client, address)
    due_on = (timezone.localdate() + timedelta(days=2)).isoformat()
    for _round in range(3):
        client.post(f"{address}send-back/", {"text": "仍有杂物", "due_on": due_on, "photos": [picture()]})
        principal.post(f"{address}rectify/", {"photos": [picture(), picture()]})
    assert counted(client, address) == one


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"逾期", "待认领", "已销号", "到期"}),
        ("overdue=1", {"逾期"}),
        ("overdue=0", {"待认领", "已销号", "到期"}),
        ("state=verified", {"已销号"}),
        ("state=open&state=reported", {"逾期", "待认领", "到期"}),
        ("dated=verified", {"已销号"}),
        ("source=school", {"待认领"}),
        ("q=逾", {"逾期"}),
        ("from=2099-01-01", set()),
    ],
)
def test_ledger_is_filtered(cast: Cast, query: str, shown: set[str]) -> None:
    today = timezone.localdate()
    make_hazard(cast.officer, cast.school, description="逾期", due_on=today - timedelta(days=1))
    make_hazard(cast.officer, cast.school, description="到期", due_on=today)
    make_hazard(cast.principal, cast.school, State.REPORTED, description="待认领", due_on=None, source="school")
    make_hazard(cast.officer, cast.school, State.VERIFIED, description="已销号")
    page = signed_in(cast.officer).get(f"/schools/hazards/?{query}")
    assert {row.hazard.description for row in page.context["page_obj"]} == shown


def test_ledger_puts_what_presses_first(cast: Cast) -> None:
    today = timezone.localdate()
    make_hazard(cast.officer, cast.school, State.VERIFIED, description="已销号")
    make_hazard(cast.officer, cast.school, description="明天", due_on=today + timedelta(days=1))
    make_hazard(cast.officer, cast.school, description="逾期", due_on=today - timedelta(days=1))
    page = signed_in(cast.officer).get("/schools/hazards/")
    assert [row.hazard.description for row in page.context["page_obj"]] == ["逾期", "明天", "已销号"]


def test_wrong_filter_is_named(cast: Cast) -> None:
    assert signed_in(cast.officer).get("/schools/hazards/?state=gone").status_code == 400


def test_principal_cannot_count_another_schools_hazards(cast: Cast) -> None:
    make_hazard(cast.officer, cast.other_school)
    client = signed_in(cast.principal)
    page = client.get("/schools/hazards/")
    guessed = client.get(f"/schools/hazards/?school={cast.other_school.pk}")
    assert page.context["totals"] == {"found": 0, "waiting": 0, "overdue": 0, "verified": 0}
    assert guessed.status_code == 400
