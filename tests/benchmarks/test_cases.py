"""The promises of the cases: 100,000 of them are listed as quickly as a page of 100, and one of them is never long."""

import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import perf_counter

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.accounts.models import User
from campus_safety.lists.pages import PER_PAGE
from incidents.models import Case, CaseAction, CaseStep, Category
from incidents.states import CaseState
from schools.models import School
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_school, make_unit, make_user
from tests.factories.cases import make_case

FEW, MANY, STATIONS, ACTIONS = 100, 100_000, 10, 5_000
YEARS = 8
ROUNDS = 30
MOST_RATIO, MOST_QUERIES, LONGEST_PAGE_MS = 3, 20, 500
NOW = at("2026-11-23 12:00")
MONTH_AND_CATEGORY = "/incidents/?from=2026-10-01&to=2026-10-31&category=theft"
WORDS = "/incidents/?q=蓝色书包"

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def spread(by: User, schools: list[School], number: int, span: tuple[datetime, datetime]) -> None:
    """Cases at these schools, evenly over a span: nine of ten solved, every fourth a fraud, one of 1,000 special."""
    theft, _made = Category.objects.get_or_create(code="theft", defaults={"name": "盗窃", "name_en": "theft"})
    fraud, _made = Category.objects.get_or_create(code="fraud", defaults={"name": "诈骗", "name_en": "fraud"})
    led = {"state": CaseState.SOLVED, "lead": by, "solved_at": NOW}
    step, hour = (span[1] - span[0]) / number, timedelta(hours=1)
    Case.objects.bulk_create(
        Case(
            unit_id=schools[serial % len(schools)].unit_id,
            school=schools[serial % len(schools)],
            category=theft if serial % 4 else fraud,
            year=2000 + serial // 10_000,
            serial=serial % 10_000,
            occurred_from=span[0] + serial * step - hour,
            occurred_until=span[0] + serial * step,
            reported_at=span[0] + serial * step,
            way=Case.Way.STATION,
            facts="蓝色书包被撬" if serial % 1000 == 0 else "教室内一部手机被盗",
            entered_by=by,
            **(led if serial % 10 else {}),
        )
        for serial in range(number)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def medians_ms(*pages: tuple[Client, str]) -> list[float]:
    """How long each page takes from request to answer: the medians of interleaved rounds, after a first look."""
    for client, address in pages:
        assert client.get(address).status_code == 200
    rounds = [[_took_ms(client, address) for client, address in pages] for _round in range(ROUNDS)]
    return [statistics.median(took) for took in zip(*rounds, strict=True)]


def _took_ms(client: Client, address: str) -> float:
    begun = perf_counter()
    client.get(address)
    return 1000 * (perf_counter() - begun)


@pytest.mark.parametrize("who", ["commander", "bureau"])
def test_a_hundred_thousand_cases_are_listed_as_quickly_as_a_hundred(cast: Cast, who: str) -> None:
    user, elsewhere = cast.roles[who], make_unit()
    assert user is not None
    stranger, october = make_user(unit=elsewhere), (at("2026-10-01 00:00"), at("2026-11-01 00:00"))
    stations = [cast.station, *(make_unit(parent=cast.bureau_unit) for _number in range(STATIONS - 1))]
    schools = [make_school(cast.station if who == "commander" else station) for station in stations]
    spread(stranger, [make_school(elsewhere)], FEW, october)
    spread(user, schools, MANY, (NOW - timedelta(days=365 * YEARS), NOW))
    ours, theirs = signed_in(user), signed_in(stranger)

    few, many, searched = medians_ms((theirs, MONTH_AND_CATEGORY), (ours, MONTH_AND_CATEGORY), (ours, WORDS))

    listed = ours.get(MONTH_AND_CATEGORY).context["page_obj"].paginator.count
    print(f"\n{connection.vendor}, {who}: {few:.1f} ms of {FEW}, {many:.1f} ms of {MANY:,} ({listed} listed), "
          f"{many / few:.2f} times; words in all of them {searched:.0f} ms")  # fmt: skip
    assert len(theirs.get(MONTH_AND_CATEGORY).context["page_obj"]) == PER_PAGE
    assert ours.get(WORDS).context["page_obj"].paginator.count == MANY // 1000
    assert many / few <= MOST_RATIO


def test_the_page_of_a_case_does_not_grow_with_its_work(cast: Cast) -> None:
    client = signed_in(cast.officer)
    short, long = (make_case(cast.officer, cast.school, CaseState.INVESTIGATING) for _number in range(2))
    _work_on(long, cast)

    short_ms, long_ms = medians_ms(*((client, f"/incidents/{case.pk}/") for case in (short, long)))
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/incidents/{long.pk}/")

    print(f"\n{connection.vendor}: {short_ms:.1f} ms without, {long_ms:.1f} ms and {len(queries)} queries with "
          f"{ACTIONS:,} actions and steps")  # fmt: skip
    assert len(queries) <= MOST_QUERIES
    assert long_ms < LONGEST_PAGE_MS


def _work_on(case: Case, cast: Cast) -> None:
    """As many actions of two officers as nobody will ever enter, and as many steps."""
    actions = CaseAction.objects.bulk_create(
        CaseAction(
            unit=cast.station,
            kind=CaseAction.Kind.values[number % 8],
            started_at=NOW - timedelta(hours=number + 1),
            ended_at=NOW - timedelta(hours=number),
            hours=1,
            result="查看监控",
            entered_by=cast.officer,
        )
        for number in range(ACTIONS)
    )
    served, done = CaseAction.cases.through, CaseAction.officers.through
    served.objects.bulk_create(served(caseaction=action, case=case) for action in actions)
    done.objects.bulk_create(
        done(caseaction=action, user=officer) for action in actions for officer in (cast.officer, cast.colleague)
    )
    CaseStep.objects.bulk_create(
        CaseStep(case=case, before=case.state, after=case.state, at=NOW, by=cast.officer, lead=cast.officer)
        for _number in range(ACTIONS)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
