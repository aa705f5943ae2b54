"""A duty's page, and taking one out of the count."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from auditlog.models import LogEntry
from django.urls import reverse

from campus_safety.statistics.models import StaleMonth
from patrols.models import Duty
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_check_in, make_duty, make_window

TOMORROW = date(2026, 10, 21)
pytestmark = pytest.mark.usefixtures("_on_a_tuesday")


@pytest.fixture
def _on_a_tuesday() -> Iterator[None]:
    with time_machine.travel(at("2026-10-20 12:00"), tick=False):
        yield


def cancel(duty: Duty) -> str:
    return reverse("patrols:duty_cancel", args=[duty.pk])


def test_it_shows_the_check_ins_that_fulfilled_it(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), date(2026, 10, 20), "done")
    check_in = make_check_in(cast.officer, cast.point, at("2026-10-20 07:35"), duty=duty)
    page = signed_in(cast.officer).get(duty.get_absolute_url()).content.decode()
    assert check_in.get_absolute_url() in page
    assert cancel(duty) not in page


def test_a_commander_cancels_it_with_a_reason_and_the_trail_says_so(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), TOMORROW)
    client = signed_in(cast.commander)
    assert cancel(duty) in client.get(duty.get_absolute_url()).content.decode()
    assert client.get(cancel(duty)).status_code == 200
    response = client.post(cancel(duty), {"reason": "暴雨停课"})
    assert response.headers["Location"] == duty.get_absolute_url()
    duty.refresh_from_db()
    assert (duty.state, duty.reason) == ("cancelled", "暴雨停课")
    assert LogEntry.objects.get_for_object(duty).get().actor == cast.commander
    assert StaleMonth.objects.filter(unit=cast.station, first_day=date(2026, 10, 1)).exists()
    assert "暴雨停课" in client.get(duty.get_absolute_url()).content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "a\0b"])
def test_it_stays_open_without_a_good_reason(cast: Cast, reason: str) -> None:
    duty = make_duty(make_window(cast.point), TOMORROW)
    response = signed_in(cast.commander).post(cancel(duty), {"reason": reason})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["reason"]
    duty.refresh_from_db()
    assert duty.state == "open"


def test_what_is_done_cannot_be_cancelled(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), date(2026, 10, 19), "done")
    response = signed_in(cast.commander).post(cancel(duty), {"reason": "暴雨停课"})
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["reason"]


def test_cancelling_is_for_commanders_of_its_unit(cast: Cast) -> None:
    duty = make_duty(make_window(cast.point), TOMORROW)
    found = {
        role: signed_in(user).post(cancel(duty), {"reason": ""}).status_code
        for role, user in cast.roles.items()
        if user
    }
    assert found == {
        "officer": 403, "other_officer": 404, "commander": 400, "bureau": 400, "principal": 403, "other_principal": 403,
        "auditor": 403, "administrator": 403,
    }  # fmt: skip
