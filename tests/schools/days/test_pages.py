"""The pages of a school's days: police of the unit and its principal, each within their bounds."""

from collections.abc import Iterator
from datetime import date, time

import pytest
import time_machine

from schools.models import School, SchoolDay
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.factories import at
from tests.factories.calendars import make_school_day

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)
ONE_DAY = {"kind": "other_times", "first_day": "2026-11-23", "dismisses_at": "11:30", "reason": "运动会"}
OURS = OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


@pytest.fixture(autouse=True)
def monday_noon() -> Iterator[None]:
    """It is Monday, 23 November 2026, at noon."""
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


@pytest.mark.parametrize("who", ["officer", "principal"])
def test_a_sports_day_is_entered_with_its_times(cast: Cast, who: str) -> None:
    user = getattr(cast, who)

    answer = signed_in(user).post(f"/schools/{cast.school.pk}/days/new/", ONE_DAY)

    day = SchoolDay.objects.get()
    assert answer.headers["Location"] == f"/schools/{cast.school.pk}/days/"
    assert (day.school, day.on, day.kind, day.dismisses_at) == (cast.school, MONDAY, "other_times", time(11, 30))
    assert (day.reason, day.noted_by) == ("运动会", user)


@pytest.mark.parametrize(("kind", "number"), [("closed", 8), ("open", 6)])
def test_a_range_of_days_is_entered_at_once(cast: Cast, kind: str, number: int) -> None:
    body = {"kind": kind, "first_day": "2026-11-23", "last_day": "2026-11-30", "reason": "维修"}

    signed_in(cast.principal).post(f"/schools/{cast.school.pk}/days/new/", body)

    assert cast.school.own_days.count() == number


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"first_day": ""}, "first_day"),
        ({"first_day": "23.11.2026"}, "first_day"),
        ({"first_day": "2026-11-22"}, "first_day"),  # yesterday, by the principal
        ({"first_day": "2026-11-24", "last_day": "2026-11-26"}, "first_day"),  # one of them is entered
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"last_day": "2027-11-20"}, "last_day"),
        ({"kind": "open", "first_day": "2026-11-28", "last_day": "2026-11-29"}, "last_day"),
        ({"kind": "closed"}, "dismisses_at"),
        ({"kind": "closed", "arrives_at": "09:00"}, "arrives_at"),
        ({"dismisses_at": ""}, "dismisses_at"),
        ({"dismisses_at": "noon"}, "dismisses_at"),
        ({"arrives_at": "11:30"}, "dismisses_at"),
        ({"dismisses_at": "08:00"}, "dismisses_at"),  # not after the usual arrival
        ({"dismisses_at": "", "arrives_at": "16:30"}, "arrives_at"),  # not before the usual dismissal
        ({"reason": ""}, "reason"),
        ({"reason": "家长 13800001234"}, "reason"),
    ],
)
def test_what_is_wrong_with_a_day_is_named_by_its_field(cast: Cast, wrong: dict[str, str], field: str) -> None:
    School.objects.filter(pk=cast.school.pk).update(arrives_at=time(8), dismisses_at=time(16, 30))
    make_school_day(cast.officer, cast.school, date(2026, 11, 25))

    answer = signed_in(cast.principal).post(f"/schools/{cast.school.pk}/days/new/", ONE_DAY | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert SchoolDay.objects.count() == 1


def test_police_may_enter_a_day_that_is_over(cast: Cast) -> None:
    body = ONE_DAY | {"first_day": "2026-11-20"}

    signed_in(cast.officer).post(f"/schools/{cast.school.pk}/days/new/", body)

    assert SchoolDay.objects.get().on == date(2026, 11, 20)


@pytest.mark.parametrize(("on", "principal"), [(SUNDAY, 403), (MONDAY, 200)])
@pytest.mark.parametrize("page", ["", "remove/"])
def test_who_may_change_a_day_and_which(cast: Cast, page: str, on: date, principal: int) -> None:
    day = make_school_day(cast.principal, cast.school, on)

    assert answers(cast, f"/schools/days/{day.pk}/{page}") == OURS | {"principal": principal}


@pytest.mark.parametrize("page", ["", "new/"])
def test_who_sees_the_days_of_a_school(cast: Cast, page: str) -> None:
    assert answers(cast, f"/schools/{cast.school.pk}/days/{page}") == OURS


def test_a_day_is_changed_and_taken_out(cast: Cast) -> None:
    day, client = make_school_day(cast.officer, cast.school, MONDAY), signed_in(cast.principal)

    client.post(f"/schools/days/{day.pk}/", {"kind": "closed", "reason": "雨天停课"})
    day.refresh_from_db()
    client.post(f"/schools/days/{day.pk}/remove/")

    assert (day.kind, day.on, day.dismisses_at, day.noted_by) == ("closed", MONDAY, None, cast.principal)
    assert not SchoolDay.objects.exists()


@pytest.mark.parametrize(
    ("query", "days"),
    [("", [23, 30]), ("when=over", [22, 20]), ("kind=closed", [30]), ("when=over&kind=closed", [20])],
)
def test_the_days_to_come_are_shown_unless_asked_for_those_over(cast: Cast, query: str, days: list[int]) -> None:
    for number in (20, 22, 23, 30):
        closed = {"kind": SchoolDay.Kind.CLOSED, "dismisses_at": None} if number in {20, 30} else {}
        make_school_day(cast.officer, cast.school, date(2026, 11, number), **closed)
    make_school_day(cast.officer, cast.other_school, date(2026, 11, 24))

    page = signed_in(cast.principal).get(f"/schools/{cast.school.pk}/days/?{query}")

    assert [day.on.day for day in page.context["page_obj"]] == days


def test_the_page_takes_the_same_queries_at_one_and_three_rows(cast: Cast) -> None:
    client, page = signed_in(cast.officer), f"/schools/{cast.school.pk}/days/"
    make_school_day(cast.officer, cast.school, MONDAY)
    one = counted(client, page)
    make_school_day(cast.officer, cast.school, date(2026, 11, 24))
    make_school_day(cast.officer, cast.school, date(2026, 11, 25))

    assert counted(client, page) == one


@pytest.mark.parametrize("who", ["officer", "principal"])
def test_the_file_of_a_school_leads_to_its_days(cast: Cast, who: str) -> None:
    file = "/school/" if who == "principal" else f"/schools/{cast.school.pk}/"

    page = signed_in(getattr(cast, who)).get(file)

    assert f'href="/schools/{cast.school.pk}/days/"' in page.content.decode()


def test_other_times_are_refused_where_the_calendar_has_no_school_as_a_day_with_school_says_it_better(
    cast: Cast,
) -> None:
    address = f"/schools/{cast.school.pk}/days/new/"
    saturday = ONE_DAY | {"first_day": "2026-11-28"}
    client = signed_in(cast.principal)

    refused = client.post(address, saturday)
    client.post(address, saturday | {"kind": "open"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["kind"])
    assert [(day.on.day, day.kind, day.dismisses_at) for day in cast.school.own_days.all()] == [
        (28, "open", time(11, 30))
    ]


def test_other_times_on_a_range_leave_out_its_days_without_school(cast: Cast) -> None:
    body = ONE_DAY | {"last_day": "2026-11-30"}

    signed_in(cast.principal).post(f"/schools/{cast.school.pk}/days/new/", body)

    assert {day.on.day for day in cast.school.own_days.all()} == {23, 24, 25, 26, 27, 30}


def test_a_day_without_school_cannot_be_changed_to_other_times(cast: Cast) -> None:
    day = make_school_day(cast.officer, cast.school, date(2026, 11, 28), kind="open", dismisses_at=None)

    answer = signed_in(cast.principal).post(f"/schools/days/{day.pk}/", ONE_DAY)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["kind"])
