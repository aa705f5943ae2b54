"""Rectification notices: numbered without a gap, to one school, in the words of that day, signed for once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from schools.actions import extend_hazard, issue_notice, verify_hazard
from schools.models import Hazard, RectificationNotice
from schools.states import HazardState
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at, make_school
from tests.factories.records import make_hazard, make_notice


def test_notice_is_issued_on_chosen_hazards(cast: Cast) -> None:
    first, second = make_hazard(cast.officer, cast.school), make_hazard(cast.officer, cast.school)
    make_hazard(cast.officer, cast.school)
    body = {"hazards": [first.pk, second.pk]}
    answer = signed_in(cast.officer).post(f"/schools/{cast.school.pk}/notices/new/", body)
    notice = RectificationNotice.objects.get()
    assert answer.headers["Location"] == notice.get_absolute_url()
    assert {line.hazard for line in notice.lines.all()} == {first, second}


def test_numbers_run_by_station_and_year(cast: Cast) -> None:
    theirs = make_hazard(cast.other_officer, make_school(cast.other_station))
    numbers = [
        make_notice(by, make_hazard(cast.officer, cast.school) if hazard is None else hazard, at=moment).number
        for by, hazard, moment in (
            (cast.officer, None, at("2025-12-31 23:59")),
            (cast.officer, None, at("2026-01-01 00:00")),
            (cast.officer, None, at("2026-03-01 10:00")),
            (cast.other_officer, theirs, at("2026-03-01 10:00")),
        )
    ]
    assert numbers == ["〔2025〕第 1 号", "〔2026〕第 1 号", "〔2026〕第 2 号", "〔2026〕第 1 号"]


@pytest.mark.parametrize("wrong", ["none", "verified", "two schools"])
def test_notice_that_does_not_fit_is_refused(cast: Cast, wrong: str) -> None:
    hazards: list[Hazard] = {
        "none": list,
        "verified": lambda: [make_hazard(cast.officer, cast.school, HazardState.VERIFIED)],
        "two schools": lambda: [make_hazard(cast.officer, cast.school), make_hazard(cast.officer, cast.other_school)],
    }[wrong]()
    with pytest.raises(ValidationError):
        issue_notice(by=cast.officer, hazards=hazards)
    assert RectificationNotice.objects.count() == 0


def test_hazard_of_another_school_cannot_be_chosen(cast: Cast) -> None:
    make_hazard(cast.officer, cast.school)
    other = make_hazard(cast.officer, cast.other_school)
    answer = signed_in(cast.officer).post(f"/schools/{cast.school.pk}/notices/new/", {"hazards": [other.pk]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["hazards"])


def test_notice_keeps_the_deadline_of_its_day(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school)
    was, notice = hazard.due_on, make_notice(cast.officer, hazard)
    extend_hazard(by=cast.officer, hazard=hazard, due_on=timezone.localdate() + timedelta(days=90), text="延期")
    assert notice.lines.get().due_on == was


def test_principal_signs_for_it_once(cast: Cast) -> None:
    notice, client = make_notice(cast.officer, make_hazard(cast.officer, cast.school)), signed_in(cast.principal)
    first = client.post(f"/schools/notices/{notice.pk}/receive/").status_code
    second = client.post(f"/schools/notices/{notice.pk}/receive/").status_code
    notice.refresh_from_db()
    assert (first, second, notice.received_by) == (302, 403, cast.principal)


@pytest.mark.parametrize("page", ["/schools/notices/{}/", "/schools/notices/{}.pdf"])
def test_notice_by_role(cast: Cast, page: str) -> None:
    notice = make_notice(cast.officer, make_hazard(cast.officer, cast.school))
    found = answers(cast, page.format(notice.pk))
    assert found == OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def test_list_takes_the_same_queries_at_one_and_three_rows(cast: Cast) -> None:
    client = signed_in(cast.officer)
    make_notice(cast.officer, make_hazard(cast.officer, cast.school))
    one = counted(client, "/schools/notices/")
    for _number in range(2):
        make_notice(cast.officer, make_hazard(cast.officer, cast.school), make_hazard(cast.officer, cast.school))
    assert counted(client, "/schools/notices/") == one


def test_verified_hazard_stays_on_its_notice(cast: Cast) -> None:
    hazard = make_hazard(cast.officer, cast.school, HazardState.OPEN)
    notice = make_notice(cast.officer, hazard)
    signed_in(cast.principal).post(f"/schools/hazards/{hazard.pk}/rectify/", {"text": "已整改"})
    verify_hazard(by=cast.officer, hazard=hazard)
    assert notice.lines.get().hazard.state == HazardState.VERIFIED


@pytest.mark.django_db(transaction=True)
def test_notices_at_once_get_numbers_without_a_gap(cast: Cast) -> None:
    hazards = [make_hazard(cast.officer, cast.school) for _number in range(12)]

    def issue(hazard: Hazard) -> None:
        try:
            issue_notice(by=cast.officer, hazards=[hazard])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(issue, hazards))
    serials = RectificationNotice.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 13))
