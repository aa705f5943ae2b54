"""Checks on premises: appended, and what they change."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from campus_safety.statistics.models import StaleMonth
from schools.actions import record_premises_check
from schools.models import Premises, PremisesCheck
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.schools import make_premises
from tests.uploads.pictures import jpeg

Kind, Outcome = Premises.Kind, PremisesCheck.Outcome
NOW = at("2026-11-26 12:00")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is noon of 2026-11-26."""
    with time_machine.travel(NOW, tick=False):
        yield


def form_of(premises: Premises) -> str:
    """The address of the form of a check."""
    return reverse("schools:premises_check", args=[premises.pk])


def recorded(cast: Cast, premises: Premises, **changes: Any) -> PremisesCheck:
    """A check by the officer that found everything in order, with these changes."""
    given = {"outcome": Outcome.IN_ORDER, "note": "", "temporary_residents": None, "next_check_on": None, "at": NOW}
    return record_premises_check(by=cast.officer, premises=premises, **given | changes)


def said(premises: Premises) -> tuple[date | None, date | None, int | None, bool]:
    """Last check, next check, residents and whether open, as they are kept now."""
    premises.refresh_from_db()
    return premises.last_check_on, premises.next_check_on, premises.temporary_residents, premises.is_open


def test_the_form_is_for_police_of_the_unit(cast: Cast) -> None:
    assert answers(cast, form_of(make_premises(cast.station))) == OWN_POLICE_ONLY


def test_a_check_of_a_rental_house_is_recorded_with_its_head_count(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL, temporary_residents=4)
    client = signed_in(cast.officer)
    given = {"outcome": Outcome.IN_ORDER, "temporary_residents": "7", "note": "已登记", "next_check_on": "2026-12-24"}
    response = client.post(form_of(site), given)
    check = PremisesCheck.objects.get()
    assert response.headers["Location"] == site.get_absolute_url()
    assert (check.officer, check.unit, check.checked_at) == (cast.officer, cast.station, NOW)
    assert (check.temporary_residents, check.note) == (7, "已登记")
    assert said(site) == (date(2026, 11, 26), date(2026, 12, 24), 7, True)


def test_the_form_proposes_the_usual_day(cast: Cast) -> None:
    form = signed_in(cast.officer).get(form_of(make_premises(cast.station))).context["form"]
    assert form["next_check_on"].value() == date(2027, 2, 26)


def test_other_premises_are_not_asked_for_residents(cast: Cast) -> None:
    site, client = make_premises(cast.station), signed_in(cast.officer)
    assert "temporary_residents" not in client.get(form_of(site)).context["form"].fields
    assert client.post(form_of(site), {"outcome": Outcome.IN_ORDER, "temporary_residents": "7"}).status_code == 302
    assert said(site) == (date(2026, 11, 26), date(2027, 2, 26), None, True)


def test_who_finds_a_hazard_is_led_to_enter_it(cast: Cast) -> None:
    site = make_premises(cast.station)
    response = signed_in(cast.officer).post(form_of(site), {"outcome": Outcome.HAZARD})
    enter = reverse("schools:premises_hazard_new", args=[site.pk])
    assert response.headers["Location"] == f"{enter}?check={site.checks.get().pk}"


def test_a_check_keeps_its_photos_for_police_of_the_unit(cast: Cast) -> None:
    site = make_premises(cast.station)
    picture = SimpleUploadedFile("photo.jpg", jpeg(), content_type="image/jpeg")
    signed_in(cast.officer).post(form_of(site), {"outcome": Outcome.IN_ORDER, "photos": [picture]})
    photo = site.checks.get().photos.get()
    assert (photo.unit, photo.school, photo.file.uploaded_by) == (cast.station, None, cast.officer)
    hidden = {"principal": 404, "other_principal": 404}
    assert answers(cast, photo.get_absolute_url()) == OWN_POLICE_ONLY | hidden


def test_a_photo_that_is_none_is_named_and_nothing_is_kept(cast: Cast) -> None:
    site, client = make_premises(cast.station), signed_in(cast.officer)
    broken = SimpleUploadedFile("photo.jpg", b"none", content_type="image/jpeg")
    with nothing_written():
        response = client.post(form_of(site), {"outcome": Outcome.IN_ORDER, "photos": [broken]})
    assert list(response.context["form"].errors) == ["photos"]


def test_the_form_sends_files(cast: Cast) -> None:
    page = signed_in(cast.officer).get(form_of(make_premises(cast.station))).content.decode()
    assert '<form method="post" enctype="multipart/form-data"' in page


def test_a_head_count_that_was_not_taken_leaves_the_last_one(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL, temporary_residents=4)
    recorded(cast, site)
    assert said(site)[2] == 4


def test_what_has_gone_is_closed_and_no_check_is_due(cast: Cast) -> None:
    site = make_premises(cast.station, next_check_on=date(2026, 11, 25))
    recorded(cast, site, outcome=Outcome.CLOSED, next_check_on=date(2026, 12, 24))
    assert said(site) == (date(2026, 11, 26), None, None, False)


def test_a_check_that_finds_them_at_work_again_opens_them(cast: Cast) -> None:
    site = make_premises(cast.station, is_open=False)
    recorded(cast, site)
    assert said(site) == (date(2026, 11, 26), date(2027, 2, 26), None, True)


def test_an_earlier_check_that_comes_later_is_kept_and_changes_nothing(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL)
    recorded(cast, site, temporary_residents=7)
    before = said(site)
    recorded(cast, site, temporary_residents=1, outcome=Outcome.CLOSED, at=NOW - timedelta(days=1))
    assert said(site) == before
    assert site.checks.count() == 2


def test_a_check_is_on_the_trail_and_its_month_is_stale(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL)
    given = {"outcome": Outcome.IN_ORDER, "temporary_residents": "7"}
    signed_in(cast.officer).post(form_of(site), given)
    check = LogEntry.objects.get_for_object(PremisesCheck.objects.get()).get()
    change = LogEntry.objects.get_for_object(site).filter(action=LogEntry.Action.UPDATE).get()
    assert (check.action, check.actor, change.actor) == (LogEntry.Action.CREATE, cast.officer, cast.officer)
    assert change.changes["temporary_residents"] == ["None", "7"]
    assert list(StaleMonth.objects.values_list("unit_id", "first_day")) == [(cast.station.pk, date(2026, 11, 1))]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "fine"}, "outcome"),
        ({"temporary_residents": "-1"}, "temporary_residents"),
        ({"temporary_residents": "1e9"}, "temporary_residents"),
        ({"note": "x" * 501}, "note"),
        ({"note": "a\0"}, "note"),
        ({"note": "住户电话 13800000001"}, "note"),
        ({"next_check_on": "2026-11-25"}, "next_check_on"),
        ({"next_check_on": "soon"}, "next_check_on"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, changes: dict[str, str], field: str) -> None:
    site, client = make_premises(cast.station, Kind.RENTAL), signed_in(cast.officer)
    with nothing_written():
        response = client.post(form_of(site), {"outcome": Outcome.IN_ORDER} | changes)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]


def test_residents_of_what_is_no_rental_house_are_refused(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.BAR)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        recorded(cast, site, temporary_residents=7)
    assert list(refused.value.message_dict) == ["temporary_residents"]


@pytest.mark.django_db(transaction=True)
def test_two_checks_at_once_are_both_kept_and_the_later_one_holds(cast: Cast) -> None:
    site = make_premises(cast.station, Kind.RENTAL)
    start = Barrier(2)

    def call(moment: datetime, residents: int) -> Callable[[], None]:
        def check() -> None:
            start.wait()
            try:
                recorded(cast, site, at=moment, temporary_residents=residents)
            finally:
                connection.close()

        return check

    calls = [call(NOW, 7), call(NOW - timedelta(minutes=1), 1)]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda run: run(), calls))
    assert set(site.checks.values_list("temporary_residents", flat=True)) == {1, 7}
    assert said(site)[2] == 7
