"""The page of a case, reporting one, and putting it right: who sees and does what, and what is refused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from incidents.actions import accept_case
from incidents.models import Case, CaseAction, CasePerson, CaseStep, Category, PropertyItem
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import PLACE, at
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
NEW = "/incidents/new/"
MANY = 150
ROUND_THE_SCHOOL = [[29.52, 106.46], [29.54, 106.46], [29.54, 106.49], [29.52, 106.49]]


@pytest.fixture(autouse=True)
def a_morning() -> Iterator[None]:
    """Everything here happens at ten o'clock of one day."""
    with time_machine.travel(at("2026-11-23 10:00"), tick=False):
        yield


def report(cast: Cast, **fields: object) -> dict[str, object]:
    """What police enter of a theft at the school between seven and eight."""
    values = {
        "category": Category.objects.get(code="theft").pk, "way": "110", "reported_at": "2026-11-23T09:00",
        "occurred_from": "2026-11-23T07:00", "occurred_until": "2026-11-23T08:00", "event": "arrival",
        "school": cast.school.pk, "facts": "门卫室内一部手机被盗",
    }  # fmt: skip
    return values | fields


def test_an_officer_enters_a_case(cast: Cast) -> None:
    response = signed_in(cast.officer).post(NEW, report(cast))

    case = Case.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, case.get_absolute_url())
    assert (case.unit, case.school, case.way, case.event) == (cast.station, cast.school, "110", "arrival")
    assert (case.entered_by, case.state, case.is_outside) == (cast.officer, CaseState.REPORTED, False)
    assert list(case.steps.values_list("before", "after", "by")) == [("", "reported", cast.officer.pk)]


def test_what_has_no_end_was_one_moment(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, report(cast, occurred_until=""))

    case = Case.objects.get()
    assert case.occurred_until == case.occurred_from


def test_a_place_off_campus_names_the_school_that_it_concerns(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, report(cast, is_off_campus="on", place="俊逸新视界广场"))

    case = Case.objects.get()
    assert (case.is_off_campus, case.place, case.school) == (True, "俊逸新视界广场", cast.school)


@pytest.mark.parametrize(("latitude", "is_outside"), [(PLACE[0], False), (29.6, True)])
def test_a_place_outside_the_area_is_kept_and_flagged(cast: Cast, latitude: float, *, is_outside: bool) -> None:
    cast.station.outline = ROUND_THE_SCHOOL
    cast.station.save()

    signed_in(cast.officer).post(NEW, report(cast, latitude=f"{latitude}", longitude=f"{PLACE[1]}"))

    case = Case.objects.get()
    assert (case.latitude, case.longitude, case.is_outside) == (latitude, PLACE[1], is_outside)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"reported_at": "tomorrow"}, ["reported_at"]),
        ({"reported_at": "2026-11-23T10:01"}, ["reported_at"]),
        ({"reported_at": "2026-11-23T07:30"}, ["reported_at"]),
        ({"occurred_from": ""}, ["occurred_from"]),
        ({"occurred_from": "1999-12-31T10:00"}, ["occurred_from"]),
        ({"occurred_until": "2026-11-23T06:00"}, ["occurred_until"]),
        ({"occurred_until": "2026-11-23T10:01"}, ["occurred_until"]),
        ({"occurred_from": "2001-01-01T10:00"}, ["occurred_until"]),
        ({"school": ""}, ["school"]),
        ({"school": "0"}, ["school"]),
        ({"school": "9" * 25}, ["school"]),
        ({"is_off_campus": "on"}, ["place"]),
        ({"latitude": "29.5"}, ["longitude"]),
        ({"latitude": "nan", "longitude": "106"}, ["latitude"]),
        ({"latitude": "106.47", "longitude": "29.52"}, ["latitude"]),
        ({"facts": " "}, ["facts"]),
        ({"facts": "失主电话 13896123456"}, ["facts"]),
        ({"category": "0"}, ["category"]),
        ({"way": "by pigeon"}, ["way"]),
        ({"event": "a fair"}, ["event"]),
    ],
)
def test_what_cannot_be_is_named_at_its_field(cast: Cast, fields: dict[str, object], named: list[str]) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        response = client.post(NEW, report(cast, **fields))

    assert response.status_code == 400
    assert list(response.context["form"].errors) == named


def test_the_bureau_names_the_unit_of_the_school(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    refused = client.post(NEW, report(cast, unit=cast.other_station.pk))
    accepted = client.post(NEW, report(cast, unit=cast.station.pk))

    assert list(refused.context["form"].errors) == ["school"]
    assert (accepted.status_code, Case.objects.get().unit) == (302, cast.station)


def test_a_principal_reports_at_the_own_school_and_now(cast: Cast) -> None:
    client = signed_in(cast.principal)
    sent = report(
        cast, school=cast.other_school.pk, way="110", reported_at="2020-01-01T10:00", unit=cast.other_station.pk
    )

    response = client.post(NEW, sent)

    case = Case.objects.get()
    assert (response.status_code, case.school, case.unit, case.way) == (302, cast.school, cast.station, "principal")
    assert case.reported_at == timezone.now()


def test_a_principal_cannot_report_what_is_to_come(cast: Cast) -> None:
    response = signed_in(cast.principal).post(NEW, report(cast, occurred_until="2026-11-23T10:01"))
    assert list(response.context["form"].errors) == ["occurred_until"]


def test_a_principal_sees_how_far_a_case_is_and_nothing_of_the_work(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.SOLVED, place="财务室", event="night")
    page = signed_in(cast.principal).get(case.get_absolute_url()).content.decode()

    assert case.number in page
    assert cast.station.hotline in page
    assert [word for word in ("办公室", "财务室", "视频追踪", "/edit/", "data-map") if word in page] == []


def test_the_list_of_a_principal_holds_the_own_school_s_cases_alone(cast: Cast) -> None:
    own, other = make_case(cast.officer, cast.school), make_case(cast.officer, cast.other_school)
    page = signed_in(cast.principal).get("/incidents/?q=手机").content.decode()

    assert (own.number in page, other.number in page, "手机" in page) == (True, False, False)


def test_a_case_is_put_right_until_its_end(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    values = report(cast, facts="财务室现金被盗", school=cast.other_school.pk, latitude="29.6", longitude="106.5")

    response = signed_in(cast.officer).post(f"{case.get_absolute_url()}edit/", values)

    case.refresh_from_db()
    assert (response.status_code, case.facts, case.school) == (302, "财务室现金被盗", cast.other_school)
    assert (case.state, case.lead, case.latitude) == (CaseState.INVESTIGATING, cast.officer, 29.6)


def test_the_report_stays_in_the_year_of_its_number(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school)
    times = {"reported_at": "2024-05-01T10:00", "occurred_from": "2024-04-30T10:00", "occurred_until": ""}

    response = signed_in(cast.officer).post(f"{case.get_absolute_url()}edit/", report(cast, **times))

    assert list(response.context["form"].errors) == ["reported_at"]
    case.refresh_from_db()
    assert case.occurred_from > timezone.now() - timedelta(days=1)


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN])
def test_what_is_at_its_end_is_not_changed(cast: Cast, state: str) -> None:
    case = make_case(cast.officer, cast.school, state)
    response = signed_in(cast.officer).post(f"{case.get_absolute_url()}edit/", report(cast))
    assert response.status_code == 403


def test_who_does_not_lead_a_case_does_not_change_it(cast: Cast) -> None:
    case = accept_case(by=cast.commander, case=make_case(cast.officer, cast.school), lead=cast.colleague)
    edit = f"{case.get_absolute_url()}edit/"
    users = (cast.colleague, cast.commander, cast.bureau, cast.officer, cast.principal, cast.other_officer)

    assert [signed_in(user).get(edit).status_code for user in users] == [200, 200, 200, 403, 404, 404]


def test_a_report_shows_what_is_near_and_no_section_that_nothing_can_be_entered_in(cast: Cast) -> None:
    near, report = make_case(cast.officer, cast.school), make_case(cast.officer, cast.school)
    client = signed_in(cast.officer)
    before = client.get(report.get_absolute_url()).content.decode()
    accept_case(by=cast.officer, case=report, lead=cast.officer)
    after = client.get(report.get_absolute_url()).content.decode()

    assert near.number in before
    ids = ('id="work"', 'id="property"', 'id="people"', 'id="lessons"')
    assert [[each in page for each in ids] for page in (before, after)] == [[False] * 4, [True] * 4]


def test_a_case_of_hundreds_of_rows_takes_twenty_queries_at_most(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    few = counted(signed_in(cast.officer), case.get_absolute_url())
    fill(cast, case)

    many = counted(signed_in(cast.commander), case.get_absolute_url())

    assert few <= 20
    assert many <= 20


def fill(cast: Cast, case: Case) -> None:
    """Steps, actions, property and people by the hundred, and as many cases near it."""
    now = timezone.now()
    CaseStep.objects.bulk_create(
        CaseStep(case=case, before="investigating", after="solved", at=now, by=cast.officer, text="视频")
        for _each in range(MANY)
    )
    actions = CaseAction.objects.bulk_create(
        CaseAction(
            unit=cast.station,
            kind="video_review",
            started_at=now,
            ended_at=now,
            hours=1,
            result="无",
            entered_by=cast.officer,
        )
        for _each in range(MANY)
    )
    for action in actions:
        action.cases.add(case)
        action.officers.add(cast.officer, cast.colleague)
    PropertyItem.objects.bulk_create(
        PropertyItem(case=case, category="phone", description="手机", value_cny=1000, owner="staff")
        for _each in range(MANY)
    )
    CasePerson.objects.bulk_create(
        CasePerson(case=case, role="witness", is_minor=True, entered_by=cast.officer) for _each in range(MANY)
    )
    for _each in range(30):
        make_case(cast.officer, cast.school)


def test_the_latest_steps_are_shown_and_all_on_demand(cast: Cast) -> None:
    case = make_case(cast.officer, cast.school, CaseState.INVESTIGATING)
    fill(cast, case)
    client = signed_in(cast.officer)

    latest = client.get(case.get_absolute_url())
    every = client.get(f"{case.get_absolute_url()}?steps=all")

    assert (len(latest.context["steps"]), latest.context["has_more_steps"]) == (20, True)
    assert len(every.context["steps"]) == MANY + 3
