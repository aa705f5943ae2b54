"""The list of appointments: its filters, its search, its totals, its workbook, and how often it asks the database."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.utils import timezone
from openpyxl import load_workbook

from campus_safety.accounts.models import User
from campus_safety.levels import Level
from outreach.actions.appointment_steps import dismiss_appointment, withdraw_appointment
from outreach.models import Appointment
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import make_school, make_user
from tests.factories.appointments import appoint, propose

LIST, EXPORT = "/outreach/appointments/", "/outreach/appointments/export.xlsx"
TODAY = timezone.localdate


@pytest.fixture
def appointments(cast: Cast) -> dict[str, Appointment]:
    """Seven appointments that differ in all that a list filters by."""
    primary, today = make_school(cast.station, "青石坪小学", level=Level.PRIMARY), TODAY()
    moving = make_user("moving", unit=cast.station)
    dismissed = appoint(cast.colleague, primary, today - timedelta(days=300))
    yesterday = today - timedelta(days=1)
    dismiss_appointment(by=cast.commander, appointment=dismissed, ended_on=yesterday, text="调离")
    made = {
        "old": appoint(cast.officer, cast.school, date(2018, 6, 27), ends_on=date(2021, 6, 26)),
        "ending": appoint(cast.officer, cast.school, today - timedelta(days=300), ends_on=today + timedelta(days=40)),
        "moved": appoint(moving, primary),
        "coming": appoint(cast.commander, cast.other_school, today + timedelta(days=10)),
        "proposed": propose(cast.colleague, cast.other_school),
        "dismissed": dismissed,
        "withdrawn": propose(cast.colleague, cast.school),
    }
    withdraw_appointment(by=cast.officer, appointment=made["withdrawn"], text="另定")
    User.objects.filter(pk=moving.pk).update(unit=cast.other_station)
    return made


def listed(cast: Cast, appointments: dict[str, Appointment], query: dict[str, Any]) -> list[str]:
    """Which of the appointments the list of the station's officer holds, in its order."""
    names = {appointment.pk: name for name, appointment in appointments.items()}
    page = signed_in(cast.officer).get(LIST, query).context["page_obj"]
    return [names[row.appointment.pk] for row in page.object_list]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"old", "ending", "moved", "coming", "proposed", "dismissed", "withdrawn"}),
        ({"standing": "active"}, {"ending", "moved"}),
        ({"standing": "issued"}, {"coming"}),
        ({"standing": "proposed"}, {"proposed"}),
        ({"standing": "ended"}, {"old", "dismissed"}),
        ({"standing": "withdrawn"}, {"withdrawn"}),
        ({"expiring": "30"}, set()),
        ({"expiring": "60"}, {"ending"}),
        ({"moved": "1"}, {"moved"}),
        ({"on": "2018-06-27"}, {"old"}),
        ({"on": "2018-06-26"}, set()),
        ({"q": "金色阳光"}, {"coming", "proposed"}),
        ({"q": "三峡 colleague"}, {"withdrawn"}),
        ({"q": "2018-1"}, {"old"}),
        ({"q": "2018-0001"}, {"old"}),
        ({"q": "没有"}, set()),
        ({"title": "legal_kindergarten"}, {"old"}),
        ({"title": "law_school"}, {"moved", "dismissed"}),
        ({"unit": "SPQ", "standing": "issued"}, {"coming"}),
    ],
)
def test_the_address_filters(
    cast: Cast, appointments: dict[str, Appointment], query: dict[str, Any], expected: set[str]
) -> None:
    assert set(listed(cast, appointments, query)) == expected


def test_the_list_is_filtered_by_school_and_officer(cast: Cast, appointments: dict[str, Appointment]) -> None:
    assert set(listed(cast, appointments, {"school": cast.other_school.pk})) == {"coming", "proposed"}
    assert set(listed(cast, appointments, {"officer": cast.commander.pk})) == {"coming"}


@pytest.mark.parametrize("order", ["starts_on", "ends_on", "school__name", "officer__name"])
def test_the_list_is_ordered(cast: Cast, appointments: dict[str, Appointment], order: str) -> None:
    values = [appointments[name] for name in listed(cast, appointments, {"ordering": order})]
    path = order.split("__")
    keys = [getattr(getattr(each, path[0]), path[1]) if len(path) > 1 else getattr(each, order) for each in values]
    assert keys == sorted(keys)


def test_the_latest_term_comes_first_and_totals_are_over_all(cast: Cast, appointments: dict[str, Appointment]) -> None:
    page = signed_in(cast.officer).get(LIST)
    assert (listed(cast, appointments, {})[0], listed(cast, appointments, {})[-1]) == ("coming", "old")
    expected = {"active": 2, "schools": 2, "proposed": 1, "ending": 1, "warned_before": 60}
    assert page.context["totals"] == expected


def test_rows_say_what_is_to_be_done(cast: Cast, appointments: dict[str, Appointment]) -> None:
    page = signed_in(cast.officer).get(LIST).context["page_obj"]
    marks = {row.appointment.pk: (row.mark, row.days_left) for row in page}
    assert {name: marks[each.pk] for name, each in appointments.items()} == {
        "old": ("void", None),
        "ending": ("due", 40),
        "moved": ("due", None),
        "coming": ("wait", None),
        "proposed": ("due", None),
        "dismissed": ("void", None),
        "withdrawn": ("void", None),
    }


@pytest.mark.parametrize("query", [{"standing": "x"}, {"on": "soon"}, {"officer": "0"}, {"expiring": "7"}])
def test_an_unknown_filter_is_named(cast: Cast, query: dict[str, str]) -> None:
    answer = signed_in(cast.officer).get(LIST, query)
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, list(query))


def test_a_principal_sees_the_own_schools_and_fewer_filters(cast: Cast, appointments: dict[str, Appointment]) -> None:
    page = signed_in(cast.principal).get(LIST)
    seen = {row.appointment for row in page.context["page_obj"]}
    assert seen == {appointments[name] for name in ("old", "ending", "withdrawn")}
    assert set(page.context["filter"].form.fields) == {"standing", "ordering"}


def test_another_station_sees_none(cast: Cast, appointments: dict[str, Appointment]) -> None:
    assert list(signed_in(cast.other_officer).get(LIST).context["page_obj"]) == []


@pytest.mark.parametrize("who", ["officer", "bureau", "principal"])
def test_the_list_asks_as_often_for_many(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    appoint(cast.officer, cast.school)
    few = counted(client, LIST)
    for _number in range(4):
        appoint(make_user(unit=cast.station), cast.school)
        propose(make_user(unit=cast.station), make_school(cast.station))
    assert counted(client, LIST) == few


def test_the_page_of_one_asks_as_often_for_many_years(cast: Cast) -> None:
    client = signed_in(cast.officer)
    short = appoint(cast.officer, cast.school)
    few = counted(client, short.get_absolute_url())
    long = appoint(cast.colleague, cast.other_school, date(2018, 6, 27), ends_on=TODAY() + timedelta(days=900))
    assert counted(client, long.get_absolute_url()) <= few + 1  # its one more finding has no query of its own


def test_the_workbook_holds_what_the_list_shows_and_leaves_a_trace(
    cast: Cast, appointments: dict[str, Appointment]
) -> None:
    answer = signed_in(cast.officer).get(EXPORT, {"standing": "active"})

    rows = list(load_workbook(BytesIO(b"".join(answer))).active.iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {appointments["ending"].number, appointments["moved"].number}
    assert str(appointments["ending"].token) not in str(rows)
    assert LogEntry.objects.filter(actor=cast.officer, changes__has_key="looked_through").count() == 1


def test_the_workbook_of_an_unknown_filter_is_the_list_with_its_error(cast: Cast) -> None:
    assert signed_in(cast.officer).get(EXPORT, {"standing": "x"}).status_code == 400
