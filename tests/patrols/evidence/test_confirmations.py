"""The principal's list of visits: what is offered, confirmed, taken back, and never told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from patrols.actions.confirmations import confirm_visit, undo_confirmation
from patrols.models import VisitConfirmation
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_user, make_window
from tests.factories.evidence import make_confirmation, make_doubtful, make_review

NOW = at("2026-11-23 12:00")
VISITS = "/school/visits/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is noon."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def listed(cast: Cast, **given: str) -> list[int]:
    """The check-ins that the principal's page offers."""
    return [visit.pk for visit in signed_in(cast.principal).get(VISITS, given).context["page_obj"]]


def test_it_lists_the_visits_at_the_own_gate_of_14_days_newest_first(cast: Cast) -> None:
    elsewhere = make_point(cast.station, "SPQ-02", schools=[cast.other_school])
    newest, oldest = (
        make_check_in(cast.officer, cast.point, NOW - span)
        for span in (timedelta(0), timedelta(days=14) - timedelta(seconds=1))
    )
    make_check_in(cast.officer, cast.point, NOW - timedelta(days=14))
    make_check_in(cast.officer, cast.point, NOW + timedelta(minutes=5))
    make_check_in(cast.officer, elsewhere, NOW)
    make_review(cast.commander, make_doubtful(cast.officer, cast.point, NOW), NOW)
    accepted = make_doubtful(cast.officer, cast.point, NOW - timedelta(days=1))
    make_review(cast.commander, accepted, NOW, "accepted", "")
    assert listed(cast) == [newest.pk, accepted.pk, oldest.pk]
    make_confirmation(cast.principal, cast.school, newest, NOW)
    assert (listed(cast, confirmed="1"), listed(cast, confirmed="0")) == ([newest.pk], [accepted.pk, oldest.pk])
    assert listed(cast, **{"from": "2026-11-22", "to": "2026-11-22"}) == [accepted.pk]


def test_it_tells_when_and_where_and_nothing_else(cast: Cast) -> None:
    officer = make_user("badge-77", unit=cast.station, name="某民警")
    cast.point.schools.add(cast.other_school)
    window = make_window(cast.point)
    duty = make_duty(window, NOW.date(), "done", suggested_at=at("2026-11-23 07:53"))
    outing = make_outing(officer, started_at=NOW, ended_at=NOW)
    make_doubtful(
        officer, cast.point, at("2026-11-23 07:41"), duty=duty, outing=outing, latitude=29.51234, longitude=106.41234,
        flags=["outside_fence", "too_fast", "clock_drift"], speed_km_h=333.3, drift_s=222.2, device="phone-77",
        note="民警的话", accuracy_m=77.7,
    )  # fmt: skip
    page = signed_in(cast.principal).get(VISITS, headers={"accept-language": "en"}).content.decode()
    assert "07:41" in page
    assert cast.point.name in page
    hidden = [
        "某民警", "badge-77", "29.51", "106.41", "412", "333", "222", "77.7", "phone-77", "民警的话", "07:53", "fence",
        "flag", "Flag", "clock", "too far", "icons/symbols.svg#flag", cast.other_school.name,
    ]  # fmt: skip
    assert [word for word in hidden if word in page] == []


def test_one_tap_confirms_and_another_takes_it_back_on_the_same_day(cast: Cast, clock: time_machine.Traveller) -> None:
    row = make_check_in(cast.officer, cast.point, NOW)
    client = signed_in(cast.principal)
    for _tap in range(2):
        assert client.post(reverse("patrols:visit_confirm", args=[row.pk])).headers["Location"] == VISITS
    found = VisitConfirmation.objects.get()
    assert (found.school, found.confirmed_by, found.confirmed_at) == (cast.school, cast.principal, NOW)
    client.post(reverse("patrols:visit_undo", args=[row.pk]))
    assert not VisitConfirmation.objects.exists()
    client.post(reverse("patrols:visit_confirm", args=[row.pk]))
    clock.move_to(at("2026-11-24 00:00"))
    client.force_login(cast.principal)
    assert client.get(VISITS).context["page_obj"][0].may_undo is False
    client.post(reverse("patrols:visit_undo", args=[row.pk]))
    assert VisitConfirmation.objects.exists()


@pytest.mark.parametrize("span", [timedelta(days=14), timedelta(days=-1)])
def test_what_is_too_long_ago_or_to_come_cannot_be_confirmed(cast: Cast, span: timedelta) -> None:
    row = make_check_in(cast.officer, cast.point, NOW - span)
    with nothing_written(), pytest.raises(ValidationError):
        confirm_visit(by=cast.principal, check_in=row)
    assert signed_in(cast.principal).post(reverse("patrols:visit_confirm", args=[row.pk])).status_code == 404


def test_what_was_rejected_cannot_be_confirmed(cast: Cast) -> None:
    row = make_doubtful(cast.officer, cast.point, NOW)
    make_review(cast.commander, row, NOW)
    with nothing_written(), pytest.raises(ValidationError):
        confirm_visit(by=cast.principal, check_in=row)
    assert signed_in(cast.principal).post(reverse("patrols:visit_confirm", args=[row.pk])).status_code == 404


def test_it_is_a_principal_of_a_school_of_the_point_who_confirms(cast: Cast) -> None:
    row = make_check_in(cast.officer, cast.point, NOW)
    for user in (cast.other_principal, cast.officer, cast.commander, cast.auditor):
        with nothing_written(), pytest.raises(PermissionDenied):
            confirm_visit(by=user, check_in=row)
    found = confirm_visit(by=cast.principal, check_in=row)
    for user in (cast.other_principal, cast.officer, cast.commander):
        with nothing_written(), pytest.raises((PermissionDenied, ValidationError)):
            undo_confirmation(by=user, confirmation=found)


def test_a_point_of_two_schools_is_confirmed_by_the_first(cast: Cast) -> None:
    cast.point.schools.add(cast.other_school)
    row = make_check_in(cast.officer, cast.point, NOW)
    confirm_visit(by=cast.principal, check_in=row)
    with nothing_written(), pytest.raises(ValidationError):
        confirm_visit(by=cast.other_principal, check_in=row)
    client = signed_in(cast.other_principal)
    assert client.get(VISITS).context["page_obj"][0].may_undo is False
    assert client.post(reverse("patrols:visit_undo", args=[row.pk])).status_code == 404


def test_the_page_takes_as_many_queries_for_three_visits_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.principal)
    make_check_in(cast.officer, cast.point, NOW)
    one = counted(client, VISITS)
    for _each in range(2):
        make_confirmation(cast.principal, cast.school, make_check_in(cast.officer, cast.point, NOW), NOW)
    assert counted(client, VISITS) == one


def test_the_own_school_leads_there(cast: Cast) -> None:
    assert VISITS in signed_in(cast.principal).get("/school/").content.decode()
