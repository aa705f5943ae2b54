"""The three grades of a check-in, and where they are shown."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from patrols.evidence import POOR_ACCURACY_M
from patrols.explained import explained_flags, explained_grades
from patrols.grades import GRADE_LABELS, Grade, grade_of
from patrols.models import CheckIn
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import PLACE, at, make_check_in, make_duty, make_window, uuid_number
from tests.factories.evidence import make_confirmation, make_review

NOON = at("2026-11-23 12:00")
GPS, QR, MANUAL = CheckIn.Method.GPS, CheckIn.Method.QR, CheckIn.Method.MANUAL


@pytest.mark.parametrize(
    ("method", "distance_m", "accuracy_m", "grade"),
    [
        (GPS, 18.0, 12.0, Grade.SUPPORTED),
        (GPS, 50.0, POOR_ACCURACY_M, Grade.SUPPORTED),
        (GPS, 50.1, 12.0, Grade.BY_HAND),
        (GPS, 18.0, POOR_ACCURACY_M + 0.1, Grade.BY_HAND),
        (GPS, 18.0, None, Grade.BY_HAND),
        (GPS, None, None, Grade.BY_HAND),
        (QR, 18.0, None, Grade.SUPPORTED),
        (QR, 180.0, 130.0, Grade.SUPPORTED),
        (QR, 180.1, 130.0, Grade.BY_HAND),
        (QR, 4_000.0, 12.0, Grade.BY_HAND),
        (QR, None, None, Grade.BY_HAND),
        (MANUAL, 18.0, 12.0, Grade.BY_HAND),
        (MANUAL, None, None, Grade.BY_HAND),
    ],
)
def test_it_is_graded_by_what_it_carries(
    cast: Cast, method: str, distance_m: float | None, accuracy_m: float | None, grade: Grade
) -> None:
    sign = cast.point.signs.get() if method == QR else None
    row = make_check_in(
        cast.officer, cast.point, NOON, method=method, sign=sign, note="x", distance_m=distance_m, accuracy_m=accuracy_m
    )
    assert grade_of(row) == grade


@pytest.mark.parametrize("method", [GPS, MANUAL])
def test_a_school_confirms_the_strongest(cast: Cast, method: str) -> None:
    row = make_check_in(cast.officer, cast.point, NOON, method=method, note="x", distance_m=None)
    make_confirmation(cast.principal, cast.school, row, NOON)
    assert grade_of(CheckIn.objects.with_all().get()) == Grade.CONFIRMED


def test_the_api_tells_it_and_a_repeat_gets_the_first_one(cast: Cast) -> None:
    client = signed_in(cast.officer)
    place = {"latitude": PLACE[0], "longitude": PLACE[1], "accuracy_m": 9}
    body = json.dumps(
        {"uuid": str(uuid_number(7)), "point": "SPQ-01", "captured_at": NOON.isoformat(), "method": "gps"} | place
    )

    def post() -> dict[str, Any]:
        answer: dict[str, Any] = client.post("/api/v1/check-ins/", body, content_type="application/json").json()
        return answer

    with time_machine.travel(NOON, tick=False):
        first = post()
        make_confirmation(cast.principal, cast.school, CheckIn.objects.get(), NOON)
        again = post()
    assert (first["grade"], again) == ("supported", first)
    assert client.get(f"/api/v1/check-ins/{first['id']}/").json()["grade"] == "confirmed"
    assert [row["grade"] for row in client.get("/api/v1/check-ins/").json()["results"]] == ["confirmed"]


def test_list_page_and_file_of_the_school_show_it(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), NOON.date(), "done")
    rows = [make_check_in(cast.officer, cast.point, NOON, duty=duty, method=MANUAL, note="x") for _each in range(3)]
    make_confirmation(cast.principal, cast.school, rows[1], NOON)
    make_review(cast.commander, rows[2], NOON)
    client, confirmed = signed_in(cast.officer), str(GRADE_LABELS[Grade.CONFIRMED])
    with time_machine.travel(NOON, tick=False):
        listed = client.get(reverse("patrols:check_ins")).content.decode()
        file = client.get(cast.school.get_absolute_url()).content.decode()
        page = client.get(rows[0].get_absolute_url()).content.decode()
    assert listed.count(confirmed) == 1
    assert confirmed in file  # the best of those that stand
    assert str(GRADE_LABELS[Grade.BY_HAND]) in page
    assert confirmed not in page


def test_anybody_may_read_how_flags_and_grades_are_computed(cast: Cast) -> None:
    page = Client().get(reverse("patrols_public:evidence"), headers={"accept-language": "en"}).content.decode()
    for explained in (*explained_flags(), *explained_grades()):
        assert str(explained.name)
    for limit in ("100", "120", "300", "10–1000", "12", "14", "90"):
        assert limit in page
    assert page.count('class="name"') == len(explained_flags()) + len(explained_grades()) == 11
