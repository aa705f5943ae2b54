"""The measures: which have evidence in a month, in whose units, and who words them."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from campus_safety.audit.trail import history_of
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import month_named, month_of
from outreach.measures import evidence_of, served
from outreach.models import Measure
from outreach.states.activities import ActivityState
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_school
from tests.factories.activities import make_activity

MEASURES = "/outreach/measures/"


@pytest.fixture
def measures(db: None) -> list[Measure]:
    """Three measures and no other."""
    Measure.objects.all().delete()
    return [Measure.objects.create(number=number) for number in (1, 2, 3)]


def evidence(cast: Cast, month: str = "2026-03") -> list[tuple[int, int]]:
    """Number and activities of each measure in a month of the station."""
    found = evidence_of({cast.station.pk}, month_named(month))
    return [(each.measure.number, each.activities) for each in found]


def test_the_migration_numbers_them_all(db: None) -> None:
    numbers = list(Measure.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 30))


def test_those_without_evidence_come_first(cast: Cast, measures: list[Measure]) -> None:
    make_activity(cast.officer, cast.school, starts_at=at("2026-03-01 00:00"), measures=measures[:2])
    make_activity(cast.officer, cast.school, cast.other_school, starts_at=at("2026-03-31 22:00"), measures=measures[:1])
    assert evidence(cast) == [(3, 0), (1, 2), (2, 1)]


def test_only_what_took_place_in_the_month_and_the_units_is_evidence(cast: Cast, measures: list[Measure]) -> None:
    make_activity(cast.officer, cast.school, starts_at=at("2026-02-28 22:00"), measures=measures)
    make_activity(cast.officer, cast.school, starts_at=at("2026-04-01 00:00"), measures=measures)
    make_activity(cast.officer, cast.school, state=ActivityState.CANCELLED, measures=measures)
    assert evidence(cast) == [(1, 0), (2, 0), (3, 0)]
    assert evidence(cast, "2026-04") == [(1, 1), (2, 1), (3, 1)]
    assert [each.activities for each in evidence_of({cast.other_station.pk}, month_named("2026-04"))] == [0, 0, 0]


def test_one_that_is_no_longer_in_use_comes_last_and_is_not_offered(cast: Cast, measures: list[Measure]) -> None:
    Measure.objects.filter(number=1).update(is_active=False)
    page = signed_in(cast.officer).get("/outreach/activities/new/?kind=visit")
    assert evidence(cast) == [(2, 0), (3, 0), (1, 0)]
    assert list(page.context["form"].fields["measures"].queryset) == measures[1:]


def test_the_page_says_how_many_have_evidence_and_leads_to_it(cast: Cast, measures: list[Measure]) -> None:
    made = make_activity(cast.officer, cast.school, starts_at=at("2026-03-01 09:00"), measures=measures[:1])
    client = signed_in(cast.officer)
    page = client.get(MEASURES, {"period": "2026-03"})
    address = "/outreach/activities/?measure=1&counted=1&from=2026-03-01&to=2026-03-31&unit=SPQ"
    rows = client.get(address).context["page_obj"]
    assert (page.context["totals"]["served"], page.context["totals"]["in_use"]) == (1, 3)
    assert address.replace("&", "&amp;") in page.content.decode()
    assert [row.activity for row in rows] == [made]


def test_a_period_that_is_none_is_named_and_a_unit_that_is_not_seen_is_none(cast: Cast) -> None:
    client = signed_in(cast.officer)
    answers = [client.get(f"{MEASURES}{page}?period=2026-13").status_code for page in ("", "export.xlsx")]
    assert (answers, client.get(MEASURES, {"unit": "OTH"}).status_code) == ([400, 400], 404)


def test_the_bureau_sees_a_year_of_one_of_its_units_and_takes_it_as_a_workbook(
    cast: Cast, measures: list[Measure]
) -> None:
    make_activity(cast.officer, cast.school, starts_at=at("2026-03-01 09:00"), measures=measures[:1])
    make_activity(cast.other_officer, make_school(cast.other_station), starts_at=at("2026-03-01 09:00"))
    client, asked = signed_in(cast.bureau), {"period": "2026", "unit": "SPQ"}

    page, other = client.get(MEASURES, asked), client.get(MEASURES, asked | {"unit": "OTH"})
    book = load_workbook(BytesIO(b"".join(client.get(f"{MEASURES}export.xlsx", asked))))

    assert [each.context["totals"]["served"] for each in (page, other)] == [1, 0]
    assert [(row[0].value, row[3].value) for row in list(book.active)[1:]] == [(2, 0), (3, 0), (1, 1)]


def test_a_commander_words_a_measure(cast: Cast, measures: list[Measure]) -> None:
    client, address = signed_in(cast.commander), reverse("outreach:measure_edit", args=[measures[0].pk])
    seen = client.get(address).context["form"].initial["seen"]
    answer = client.post(address, {"title": "每月走访幼儿园", "is_active": "on", "seen": seen})
    found = Measure.objects.get(number=1)
    assert (answer.headers["Location"], found.title) == (MEASURES, "每月走访幼儿园")
    assert history_of(found)[0].actor == cast.commander


def test_the_page_asks_the_database_as_often_for_three_as_for_one(cast: Cast, measures: list[Measure]) -> None:
    client = signed_in(cast.commander)
    make_activity(cast.officer, cast.school, measures=measures[:1])
    before = counted(client, MEASURES)
    make_activity(cast.officer, cast.school, measures=measures)
    assert counted(client, MEASURES) == before


def test_the_month_counts_each_measure_in_use_with_evidence_once(cast: Cast) -> None:
    first, second, idle = Measure.objects.order_by("number")[:3]
    Measure.objects.filter(pk=idle.pk).update(is_active=False)
    for _each in range(2):
        make_activity(cast.officer, cast.school, measures=[first, idle])
    make_activity(cast.officer, cast.school, measures=[second], state=ActivityState.PLANNED)
    now = timezone.now()

    assert served([cast.station.pk], month_of(local_day(now)), now).values("measure").distinct().count() == 1
    assert not served([cast.other_station.pk], month_of(local_day(now)), now).exists()
