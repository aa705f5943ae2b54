"""The pages of the import: the file, what it would do, the confirmation."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from openpyxl import load_workbook

from campus_safety.spreadsheets.reading import read_table
from schools.importing.carrying import SALT
from schools.importing.columns import FIELDS, columns
from schools.models import School
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.schools.sheets import NAME, new_school, workbook_of

IMPORT, TEMPLATE, LIST = "/schools/import/", "/schools/import/template.xlsx", "/schools/"
POLICE = {"officer", "other_officer", "commander", "bureau"}
NOW = at("2026-10-20 12:00")


def english(client: Client) -> Client:
    """The client, reading English."""
    client.get("/language/en/")
    return client


def previewed(client: Client, *rows: dict[str, Any], **more: Any) -> Any:
    """The answer to a workbook of these rows."""
    return client.post(IMPORT, {"file": workbook_of(*rows)} | more)


@pytest.mark.parametrize("page", [IMPORT, TEMPLATE])
def test_it_is_for_police_with_an_area(cast: Cast, page: str) -> None:
    found = answers(cast, page)
    assert found == {role: 200 if role in POLICE else 403 for role in found}
    assert signed_in(cast.squad_officer).get(page).status_code == 403
    assert Client().get(page).status_code == 302


def test_the_list_leads_there(cast: Cast) -> None:
    assert IMPORT in signed_in(cast.officer).get(LIST).content.decode()
    assert IMPORT not in signed_in(cast.squad_officer).get(LIST).content.decode()


def test_the_template_has_the_columns_and_explains_them(cast: Cast) -> None:
    response = signed_in(cast.officer).get(TEMPLATE)
    content = response.getvalue()
    book = load_workbook(BytesIO(content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert len(headings) == len(FIELDS) == len({column.headings[0] for column in columns()}) - 1
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2, max_row=1 + len(FIELDS))] == headings


def test_a_preview_writes_nothing_and_its_confirmation_does(cast: Cast) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        page = previewed(client, new_school(), {NAME: cast.school.name, "Pupils": 7}, {NAME: cast.other_school.name})
    preview = page.context["preview"]
    assert (page.status_code, preview.writes) == (200, 2)
    assert [row.name for row in preview.unchanged] == [cast.other_school.name]

    done = client.post(IMPORT, {"checked": page.context["checked"]})

    assert done.headers["Location"] == LIST
    cast.school.refresh_from_db()
    assert (cast.school.pupils, School.objects.filter(name="桥北小学").count()) == (7, 1)


def test_errors_are_shown_by_cell_and_cannot_be_confirmed(cast: Cast) -> None:
    client = english(signed_in(cast.officer))
    with nothing_written():
        page = previewed(client, new_school(Pupils="many", Latitude=999))
    text = page.content.decode()
    assert page.status_code == 400
    assert "checked" not in page.context
    assert "<b>E2</b> Latitude" in text
    assert "<b>J2</b> Pupils" in text


def test_a_file_that_is_no_list_is_refused_under_its_field(cast: Cast) -> None:
    client = english(signed_in(cast.officer))
    for file, words in ((BytesIO(b"a,b\n1,2\n"), "text file"), (BytesIO(b""), "empty"), (None, "Choose a file")):
        response = client.post(IMPORT, {"file": file} if file else {})
        assert response.status_code == 400
        assert words in response.context["form"].errors["file"][0]


def test_nothing_to_write_is_said(cast: Cast) -> None:
    page = previewed(signed_in(cast.officer), {NAME: cast.school.name})
    assert (page.status_code, page.context["preview"].writes) == (200, 0)
    assert "checked" not in page.context


def test_a_school_that_changed_meanwhile_is_shown_again(cast: Cast) -> None:
    client = signed_in(cast.officer)
    page = previewed(client, {NAME: cast.school.name, "Pupils": 7})
    cast.school.pupils = 5
    cast.school.save()

    with nothing_written():
        again = client.post(IMPORT, {"checked": page.context["checked"]})

    assert (again.status_code, again.context["preview"].changed[0].changes[0].before) == (409, "5")
    assert client.post(IMPORT, {"checked": again.context["checked"]}).status_code == 302
    cast.school.refresh_from_db()
    assert cast.school.pupils == 7


def test_a_confirmation_sent_twice_writes_once(cast: Cast) -> None:
    client = signed_in(cast.officer)
    checked = previewed(client, new_school()).context["checked"]
    assert client.post(IMPORT, {"checked": checked}).status_code == 302
    with nothing_written():
        again = client.post(IMPORT, {"checked": checked})
    assert (again.status_code, len(again.context["preview"].unchanged)) == (409, 1)


def test_a_preview_is_the_user_s_own_and_lasts_an_hour(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        client = signed_in(cast.officer)
        checked = previewed(client, new_school()).context["checked"]
        with nothing_written():
            assert client.post(IMPORT, {"checked": f"{checked}x"}).status_code == 400
            assert client.post(IMPORT, {"checked": ""}).status_code == 400
            assert client.post(IMPORT, {"checked": signing.dumps({"user": cast.officer.pk})}).status_code == 400
        other = signed_in(cast.colleague)
        with nothing_written():
            assert other.post(IMPORT, {"checked": checked}).status_code == 400
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        late = signed_in(cast.officer)
        with nothing_written():
            assert late.post(IMPORT, {"checked": checked}).status_code == 400


def test_who_changed_stations_meanwhile_writes_nothing(cast: Cast) -> None:
    client = signed_in(cast.officer)
    checked = previewed(client, new_school()).context["checked"]
    cast.officer.unit = cast.other_station
    cast.officer.save()
    with nothing_written():
        assert client.post(IMPORT, {"checked": checked}).status_code == 400


def test_what_is_carried_names_user_and_unit(cast: Cast) -> None:
    checked = previewed(signed_in(cast.officer), new_school()).context["checked"]
    content = signing.loads(checked, salt=SALT)
    assert (content["user"], content["unit"]) == (cast.officer.pk, cast.station.pk)


def test_a_commander_above_chooses_the_station(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    assert set(client.get(IMPORT).context["form"].fields["unit"].queryset) == {cast.station, cast.other_station}
    assert list(previewed(client, new_school()).context["form"].errors) == ["unit"]
    assert list(previewed(client, new_school(), unit="XJW").context["form"].errors) == ["unit"]

    page = previewed(client, new_school(), unit="OTH")
    client.post(IMPORT, {"checked": page.context["checked"]})

    assert School.objects.get(name="桥北小学").unit == cast.other_station


@pytest.mark.once
def test_2000_rows_travel_through_the_browser(cast: Cast) -> None:
    rows = [{NAME: f"学校 {n}", "Kind": "primary school", "Latitude": 29.5, "Longitude": 106.4} for n in range(2_000)]
    page = previewed(signed_in(cast.officer), *rows)
    assert page.context["preview"].writes == 2_000
    assert len(page.context["checked"]) < 500_000
    assert len(read_table(workbook_of(*rows), columns=columns(), most_rows=2_000).rows) == 2_000
