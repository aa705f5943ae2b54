"""Every line of a breakdown opens the rows that it counts: the total over the list is its number."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from campus_safety.accounts.models import User
from campus_safety.statistics.counting import Stored, count_all, percent
from campus_safety.statistics.dimensions import UNIT
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import Indicator, dimensions_of, indicators, name_of
from campus_safety.statistics.sources import NONE
from patrols.dimensions import SCHOOLS
from patrols.models import CheckIn, Outing
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at, make_check_in, make_duty, make_outing, make_point, make_vehicle, make_window
from tests.factories.evidence import make_review
from tests.patrols.test_lists import TOTALS

NOW = at("2026-10-25 20:00")
OCTOBER = month_named("2026-10")
SPAN = {"from": "2026-10-01", "to": "2026-10-31", "unit": "JLP"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def log(cast: Cast) -> Cast:
    """A joint outing and others, check-ins at points of one school, of two and of none, duties in every state."""
    cars = [make_vehicle(unit) for unit in (cast.station, cast.squad, cast.other_station)]
    went: dict[str, Any] = {"started_at": at("2026-10-12 07:30"), "ended_at": at("2026-10-12 09:00")}
    joint = make_outing(
        cast.officer, cast.colleague, cast.squad_officer,
        vehicles=(cars[0], cars[1]), volunteers=4, kind=Outing.Kind.JOINT, **went,
    )  # fmt: skip
    joint.units.add(cast.squad)
    make_outing(cast.officer, vehicles=(cars[0],), volunteers=1, **went)
    make_outing(cast.other_officer, vehicles=(cars[2],), volunteers=2, kind=Outing.Kind.PEAK, **went)
    make_outing(cast.bureau, **went)
    shared = make_point(cast.station, schools=[cast.school, cast.other_school])
    points = [cast.point, shared, make_point(cast.station), make_point(cast.other_station)]
    people = [cast.officer, cast.squad_officer, cast.colleague]
    for number, hour in enumerate([0, 7, 7, 8, 16, 23] * 2):
        row = make_check_in(people[number % 3], points[number % 4], at(f"2026-10-1{number % 9} {hour:02}:00"))
        if number % 5 == 0:
            make_review(cast.commander, row, NOW)
    windows = [*map(make_window, points), make_window(shared, time(18), time(19), occasion="evening")]
    for number, state in enumerate(["done", "late", "missed", "cancelled", "open", "done", "done"] * 4):
        make_duty(windows[number % 5], date(2026, 10, 1 + number), state)
    return cast


def _shown(client: Client, indicator: Indicator, more: dict[str, str]) -> Decimal | int | None:
    """The total over the list that a figure opens, narrowed."""
    address = f"{indicator.rows('JLP', OCTOBER)}&{urlencode(more)}"
    found: Decimal | int | None = client.get(address).context["totals"][TOTALS[indicator.key]]
    return found


def _number(stored: Stored) -> Any:
    return percent(Decimal(stored[0]), Decimal(stored[1])) if isinstance(stored, list) else stored


@pytest.mark.parametrize("key", list(TOTALS))
def test_every_line_of_a_breakdown_opens_its_rows(log: Cast, key: str) -> None:
    client, indicator = signed_in(log.bureau), next(one for one in indicators() if one.key == key)
    counted, opened, lines = count_all(log.bureau.unit_ids, OCTOBER, NOW)[key], {}, {}

    for breakdown in indicator.breakdowns:
        dimensions = dimensions_of(breakdown)
        for line, number in counted.breakdowns[name_of(breakdown)].items():
            keys = dict(zip(dimensions, line.split("|"), strict=True))
            more = {one.filter: one.values_of([part]).get(part) for one, part in keys.items()}
            if None not in more.values():
                lines[name_of(breakdown), line] = _number(number)
                opened[name_of(breakdown), line] = _shown(client, indicator, more)  # type: ignore[arg-type]

    assert opened == lines
    assert {name for name, _line in lines} == {name_of(breakdown) for breakdown in indicator.breakdowns}


def test_nothing_and_a_unit_with_others_below_it_have_no_list_of_their_own(log: Cast) -> None:
    units = UNIT.values_of([str(log.bureau_unit.pk), str(log.station.pk)])

    assert units == {str(log.station.pk): "SPQ"}
    assert SCHOOLS.values_of([NONE, "3,7"]) == {"3,7": "3,7"}


def test_who_has_left_can_still_be_asked_for_by_those_who_went_out_with_them(log: Cast) -> None:
    User.objects.filter(pk=log.officer.pk).update(unit=log.other_station)
    address = reverse("patrols:outings")

    of_station, of_squad = (
        signed_in(user).get(address, {"officer": "officer"}) for user in (log.commander, log.squad_officer)
    )

    assert of_station.context["totals"]["officers"] == 2
    assert of_squad.status_code == 400


def test_the_workbook_of_a_list_adds_up_to_its_totals(log: Cast) -> None:
    client = signed_in(log.bureau)
    sums = {
        "outings": {"Police officers": "officers", "Police vehicles sent out": "vehicles", "Volunteers": "volunteers"},
        "check_ins": {"Counted": "check_ins"},
        "duties": {"Duties due": "due", "Duties done": "done"},
    }
    for name, columns in sums.items():
        for more in ({"unit": "SPQ"}, {"officer": "officer"} if name != "duties" else {"done": "0"}):
            given = SPAN | more
            totals = client.get(reverse(f"patrols:{name}"), given).context["totals"]
            rows = _table(client, reverse(f"patrols:{name}_export"), given)
            added = {total: sum(int(row[column] or 0) for row in rows) for column, total in columns.items()}
            assert added == {total: totals[total] for total in columns.values()}, (name, more)


def test_the_workbook_of_check_ins_has_no_coordinates_and_leaves_a_trace(log: Cast) -> None:
    CheckIn.objects.update(latitude=29.52111, longitude=106.47111)

    rows = _table(signed_in(log.commander), reverse("patrols:check_ins_export"), {})

    assert rows
    assert not {29.52111, 106.47111} & {value for row in rows for value in row.values()}
    assert LogEntry.objects.filter(actor=log.commander, changes__has_key="looked_through").count() == 1


def _table(client: Client, address: str, given: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of the first worksheet, by their headings in English."""
    client.cookies["django_language"] = "en"
    answer = client.get(address, given)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    headings, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_the_newest_duty_comes_first(log: Cast) -> None:
    rows = _table(signed_in(log.commander), reverse("patrols:duties_export"), {})

    assert all(one["From"] >= other["From"] for one, other in pairwise(rows))
