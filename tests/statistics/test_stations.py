"""`/statistics/<period>/stations/`: the units below side by side, and in sum."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Figure, Report
from campus_safety.statistics.periods import period_named
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_outing, make_unit

OCTOBER = period_named("2026-10")
PAGE = "/statistics/2026-10/stations/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


def english(user: User) -> Client:
    """A client of the user, who reads English."""
    client = signed_in(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def october(cast: Cast) -> Cast:
    """October of the bureau and its units: a joint outing of station and squad, and one of the station alone."""
    moment = at("2026-10-12 07:30")
    make_outing(cast.officer, cast.squad_officer, started_at=moment, ended_at=moment, volunteers=3, kind="joint")
    make_outing(cast.officer, cast.colleague, started_at=moment, ended_at=moment)
    for unit in (cast.station, cast.other_station, cast.squad, cast.bureau_unit):
        compile_report(unit=unit, period=OCTOBER)
    return cast


def row_of(client: Client, key: str, **given: str) -> tuple[str, list[str], str]:
    """The sum of a figure, what stands under each unit, and the note."""
    rows = client.get(PAGE, given).context["rows"]
    row = next(row for row in rows if row.key == key)
    return row.total.value, [cell.value for cell in row.cells], row.note


def test_each_unit_has_its_own_figures_and_a_joint_outing_is_once_in_the_sum(october: Cast) -> None:
    client = english(october.bureau)

    units = [column.unit.code for column in client.get(PAGE).context["page_obj"]]
    assert units == ["OTH", "SPQ", "XJW"]
    assert row_of(client, "officer_person_times") == ("4", ["0", "3", "1"], "")
    assert row_of(client, "volunteer_person_times") == ("3", ["0", "3", "0"], "")


def test_a_sum_that_differs_says_why(october: Cast) -> None:
    moment = at("2026-10-12 07:30")
    make_outing(october.bureau, started_at=moment, ended_at=moment)
    compile_report(unit=october.bureau_unit, period=OCTOBER)
    Figure.objects.filter(report__unit=october.station, key="check_ins").update(value=Decimal(2))

    client = english(october.bureau)

    assert row_of(client, "officer_person_times")[2] == f"1 of {october.bureau_unit.name} itself"
    assert row_of(client, "check_ins")[2] == "2 counted for several units, here once"


def test_the_units_stand_in_the_order_of_a_figure(october: Cast) -> None:
    page = english(october.bureau).get(PAGE, {"order": "officer_person_times"})

    assert [column.unit.code for column in page.context["page_obj"]] == ["SPQ", "XJW", "OTH"]
    assert english(october.bureau).get(PAGE, {"order": "luck"}).status_code == 400


def test_a_unit_without_a_report_is_named_and_its_report_can_be_asked_for(october: Cast) -> None:
    Report.objects.filter(unit=october.squad).delete()
    client = english(october.bureau)

    assert client.get(PAGE).context["beside"].missing == [october.squad]
    assert row_of(client, "officer_person_times") == ("4", ["0", "3", "—"], "")
    answer = client.post(PAGE)

    assert answer.headers["Location"] == PAGE
    assert Report.objects.filter(unit=october.squad).of(OCTOBER).exists()


def test_the_export_has_numbers_and_every_unit(october: Cast) -> None:
    client = english(october.bureau)

    workbook = client.get("/statistics/2026-10/stations.xlsx").getvalue()
    text = client.get("/statistics/2026-10/stations.csv").content.decode()

    rows = list(load_workbook(BytesIO(workbook)).worksheets[0].values)
    assert rows[0][3:6] == tuple(unit.name for unit in (october.other_station, october.station, october.squad))
    officers = next(row for row in rows if row[0] == "Police officers")
    assert officers[2:6] == (4, 0, 3, 1)
    assert "Police officers,person-times,4,0,3,1," in text
    assert client.get("/statistics/2026-10/stations.pdf").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{PAGE}?unit=SPQ", 404),  # with no unit below
        (f"{PAGE}?unit=NOWHERE", 404),
        ("/statistics/2026-13/stations/", 400),
        ("/statistics/2018-02/stations/", 404),
    ],
)
def test_what_cannot_be_laid_side_by_side_is_not_found(october: Cast, address: str, status: int) -> None:
    assert english(october.bureau).get(address).status_code == status


def test_a_station_sees_no_other_beside_it(october: Cast) -> None:
    assert signed_in(october.commander).get(PAGE).status_code == 404
    assert signed_in(october.commander).get(f"{PAGE}?unit=JLP").status_code == 404


def test_the_page_asks_as_many_queries_at_3_units_as_at_12(october: Cast) -> None:
    client, counts = english(october.bureau), []
    for number in (0, 9):
        for _each in range(number):
            compile_report(unit=make_unit(parent=october.bureau_unit, kind=Unit.Kind.STATION), period=OCTOBER)
        counts.append(counted(client, PAGE))

    assert counts[0] == counts[1]
