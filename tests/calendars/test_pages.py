"""The pages of the calendar: who sees whose rows, what is entered, and what is named when it is wrong."""

from datetime import date

import pytest
import time_machine

from campus_safety.calendars.models import Day, KnownYear, Span
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import at
from tests.factories.calendars import make_day, make_known_year, make_span

TERM, BREAK = Span.Kind.TERM, Span.Kind.BREAK
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 20)
SPAN = {"kind": "term", "name": "秋季学期", "level": "", "first_day": "2026-09-01", "last_day": "2027-01-20"}
DAYS = {"kind": "no_school", "first_day": "2026-11-23", "last_day": "2026-11-25", "level": "", "reason": "雨天停课"}


def test_a_commander_enters_a_term_of_the_own_unit(cast: Cast) -> None:
    answer = signed_in(cast.commander).post("/calendar/spans/new/", SPAN)

    span = Span.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/calendar/spans/")
    assert (span.unit, span.kind, span.first_day, span.last_day) == (cast.station, "term", FIRST, LAST)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "家长 13800001234"}, "name"),
        ({"level": "university"}, "level"),
        ({"first_day": "tomorrow"}, "first_day"),
        ({"first_day": "1999-09-01"}, "first_day"),
        ({"last_day": ""}, "last_day"),
        ({"last_day": "2026-08-31"}, "last_day"),
        ({"last_day": "2027-09-02"}, "last_day"),
        ({"first_day": "2026-03-01", "last_day": "2026-03-05"}, "first_day"),  # it overlaps
    ],
)
def test_what_is_wrong_with_a_span_is_named_by_its_field(cast: Cast, wrong: dict[str, str], field: str) -> None:
    make_span(cast.station, TERM, date(2026, 3, 1), date(2026, 7, 10))

    answer = signed_in(cast.commander).post("/calendar/spans/new/", SPAN | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert Span.objects.count() == 1


def test_the_bureau_chooses_a_unit_that_has_schools(cast: Cast) -> None:
    client = signed_in(cast.bureau)

    missing = client.post("/calendar/spans/new/", SPAN)
    squad = client.post("/calendar/spans/new/", SPAN | {"unit": cast.squad.pk})
    client.post("/calendar/spans/new/", SPAN | {"unit": cast.bureau_unit.pk})

    assert [list(answer.context["form"].errors) for answer in (missing, squad)] == [["unit"], ["unit"]]
    assert Span.objects.get().unit == cast.bureau_unit


def test_a_span_of_the_station_is_changed_and_taken_out(cast: Cast) -> None:
    span, client = make_span(cast.station, TERM, FIRST, LAST), signed_in(cast.commander)

    client.post(f"/calendar/spans/{span.pk}/", SPAN | {"last_day": "2027-01-22"})
    span.refresh_from_db()
    asked = client.get(f"/calendar/spans/{span.pk}/remove/")
    client.post(f"/calendar/spans/{span.pk}/remove/")

    assert (span.last_day, asked.status_code) == (date(2027, 1, 22), 200)
    assert not Span.objects.exists()


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        ("station", {"officer": 403, "commander": 200, "bureau": 200, "other_officer": 404}),
        ("bureau_unit", {"officer": 403, "commander": 403, "bureau": 200, "other_officer": 403}),
        ("other_station", {"officer": 404, "commander": 404, "bureau": 200, "other_officer": 403}),
    ],
)
def test_who_may_change_whose_terms_and_days(cast: Cast, whose: str, expected: dict[str, int]) -> None:
    unit = getattr(cast, whose)
    span, day = make_span(unit, TERM, FIRST, LAST), make_day(unit, FIRST)
    nobody = dict.fromkeys(("principal", "other_principal", "auditor"), 403)

    of_span, of_day = answers(cast, f"/calendar/spans/{span.pk}/"), answers(cast, f"/calendar/days/{day.pk}/")

    assert of_span == nobody | {"administrator": 403} | expected
    assert of_day == nobody | {"administrator": 404} | expected


def test_a_traffic_squad_reads_and_enters_nothing(cast: Cast) -> None:
    client = signed_in(cast.squad_officer)
    make_span(cast.bureau_unit, TERM, FIRST, LAST)

    page = client.get("/calendar/spans/")

    assert [span.unit for span in page.context["page_obj"]] == [cast.bureau_unit]
    assert client.get("/calendar/").status_code == 200
    assert client.get("/calendar/spans/new/").status_code == 403
    cast.squad_officer.role = "commander"
    cast.squad_officer.save()
    assert client.get("/calendar/spans/new/").status_code == 403
    assert client.get("/calendar/days/new/").status_code == 403


def test_a_range_of_own_days_is_entered_at_once(cast: Cast) -> None:
    signed_in(cast.commander).post("/calendar/days/new/", DAYS)

    entered = Day.objects.values_list("unit", "on", "kind", "reason")
    assert list(entered) == [(cast.station.pk, date(2026, 11, day), "no_school", "雨天停课") for day in (23, 24, 25)]


def test_an_administrator_enters_days_of_the_whole_country(cast: Cast) -> None:
    body = {"kind": "school", "first_day": "2027-02-20", "follows_weekday": "4", "reason": "春节调休"}

    signed_in(cast.administrator).post("/calendar/days/new/", body)

    day = Day.objects.get()
    assert (day.unit, day.on, day.follows_weekday) == (None, date(2027, 2, 20), 4)
    assert answers(cast, f"/calendar/days/{day.pk}/")["administrator"] == 200
    assert answers(cast, f"/calendar/days/{day.pk}/")["commander"] == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"first_day": ""}, "first_day"),
        ({"first_day": "2026-02-30"}, "first_day"),
        ({"last_day": "2026-11-22"}, "last_day"),
        ({"last_day": "2027-11-22"}, "last_day"),
        ({"kind": "school", "first_day": "2026-11-28", "last_day": "2026-11-29"}, "last_day"),
        ({"follows_weekday": "3"}, "follows_weekday"),
        ({"follows_weekday": "8"}, "follows_weekday"),
        ({"reason": ""}, "reason"),
        ({"last_day": "2026-11-24", "first_day": "2026-11-20"}, "first_day"),  # one of them is entered
    ],
)
def test_what_is_wrong_with_own_days_is_named_by_its_field(cast: Cast, wrong: dict[str, str], field: str) -> None:
    make_day(cast.station, date(2026, 11, 20))

    answer = signed_in(cast.commander).post("/calendar/days/new/", DAYS | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert Day.objects.count() == 1


def test_an_own_day_is_changed_and_taken_out(cast: Cast) -> None:
    day, client = make_day(cast.station, FIRST), signed_in(cast.commander)

    client.post(f"/calendar/days/{day.pk}/", {"kind": "school", "follows_weekday": "", "reason": "补课"})
    day.refresh_from_db()
    client.post(f"/calendar/days/{day.pk}/remove/")

    assert (day.kind, day.on, day.reason) == ("school", FIRST, "补课")
    assert not Day.objects.exists()


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/calendar/spans/", 3),
        ("/calendar/spans/?kind=break", 1),
        ("/calendar/spans/?year=2026", 2),
        ("/calendar/spans/?level=high", 1),
        ("/calendar/spans/?unit=JLP", 3),  # with those below it
        ("/calendar/spans/?unit=SPQ", 2),
        ("/calendar/days/", 2),
        ("/calendar/days/?kind=school", 1),
        ("/calendar/days/?year=2027", 1),
        ("/calendar/days/?unit=OTH", 0),
    ],
)
def test_lists_are_filtered_by_their_address(cast: Cast, address: str, number: int) -> None:
    make_span(cast.station, TERM, FIRST, LAST)
    make_span(cast.station, BREAK, date(2027, 1, 21), date(2027, 2, 20), level="high")
    make_span(cast.bureau_unit, TERM, date(2026, 3, 1), date(2026, 7, 1))
    make_day(cast.station, date(2026, 11, 23))
    make_day(None, date(2027, 2, 20), Day.Kind.SCHOOL)

    page = signed_in(cast.bureau).get(address)

    assert len(page.context["page_obj"]) == number


@pytest.mark.parametrize("query", ["kind=party", "level=university", "year=3026", "unit=NONE", "unit=OTH"])
@pytest.mark.parametrize("page", ["/calendar/spans/", "/calendar/days/"])
def test_a_filter_that_makes_no_sense_is_named(cast: Cast, page: str, query: str) -> None:
    assert signed_in(cast.officer).get(f"{page}?{query}").status_code == 400


@pytest.mark.parametrize("page", ["/calendar/spans/", "/calendar/days/", "/calendar/years/", "/calendar/"])
def test_pages_take_the_same_queries_at_one_and_three_rows(cast: Cast, page: str) -> None:
    client = signed_in(cast.administrator if page == "/calendar/years/" else cast.bureau)
    make_span(cast.station, TERM, FIRST, LAST)
    make_day(cast.station, FIRST)
    make_known_year(cast.administrator, 2027)
    one = counted(client, page)
    for unit in (cast.bureau_unit, cast.other_station):
        make_span(unit, BREAK, FIRST, LAST)
        make_day(unit, FIRST)
    make_known_year(cast.administrator, 2028)

    assert counted(client, page) == one


def test_a_year_is_noted_as_known_and_taken_back(cast: Cast) -> None:
    client = signed_in(cast.administrator)

    client.post("/calendar/years/new/", {"year": "2027", "source": "国办发明电〔2026〕8 号"})
    known = KnownYear.objects.get()
    again = client.post("/calendar/years/new/", {"year": "2027", "source": "x"})
    client.post(f"/calendar/years/{known.pk}/remove/")

    assert (known.year, known.source, known.noted_by) == (2027, "国办发明电〔2026〕8 号", cast.administrator)
    assert list(again.context["form"].errors) == ["year"]
    assert not KnownYear.objects.exists()


@pytest.mark.parametrize(("on", "years"), [("2026-10-31 12:00", []), ("2026-11-01 12:00", [2027])])
def test_the_administrator_sees_from_november_that_next_year_is_unknown(cast: Cast, on: str, years: list[int]) -> None:
    with time_machine.travel(at(on), tick=False):
        page = signed_in(cast.administrator).get("/calendar/")

    assert [year for year, _url in page.context["to_know"]] == years


@pytest.mark.parametrize(("last_day", "lacks"), [(date(2026, 12, 24), True), (date(2026, 12, 25), False)])
def test_the_commander_sees_that_the_next_term_is_missing(cast: Cast, last_day: date, lacks: bool) -> None:
    make_span(cast.bureau_unit, TERM, FIRST, last_day)
    with time_machine.travel(at("2026-11-25 12:00"), tick=False):
        pages = [signed_in(user).get("/calendar/") for user in (cast.commander, cast.officer)]

    assert [page.context["lacks_term"] for page in pages] == [lacks, False]
