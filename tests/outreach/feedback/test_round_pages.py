"""The pages of rounds of feedback: for police, and for the principals of the schools asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from campus_safety.accounts.models import User
from outreach.models import FeedbackRound
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.counting import nothing_written
from tests.factories import at, make_school
from tests.factories.feedback import form_of, make_answers, make_round

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
LIST = "/outreach/feedback/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield


def _client(user: User) -> Client:
    client = signed_in(user)
    client.cookies["django_language"] = "en"
    return client


def _page(user: User, address: str, status: int = 200) -> str:
    answer = _client(user).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def _over(cast: Cast) -> FeedbackRound:
    """A round that was over yesterday: six answers at one school, six at the other, of which one is its head's."""
    asked = make_round(
        cast.officer, cast.school, cast.other_school, audiences=["heads", "parents"], first_day=TODAY - DAY,
        last_day=TODAY - DAY,
    )  # fmt: skip
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5, 4, 4, texts=["巡逻很及时"])
    make_answers(form_of(asked, cast.other_school), 3, 3, 3, 3, 3, texts=["希望多来"])
    make_answers(form_of(asked, cast.other_school, "heads"), 1, texts=["只有园长知道"])
    return asked


def test_the_list_shows_rounds_with_their_answers_and_averages(cast: Cast) -> None:
    _over(cast)
    make_answers(form_of(make_round(cast.officer, cast.school, title="冬季评价"), cast.school), 2, 2)

    page = _page(cast.officer, LIST)

    assert "冬季评价" in page
    assert "12 answers" in page
    assert "on the whole 3.7 of 5" in page
    assert "on the whole 2" not in page


def test_the_list_does_not_show_an_average_of_four(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school, first_day=TODAY - DAY, last_day=TODAY - DAY)
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5)

    page = _page(cast.officer, LIST)

    assert "4 answers" in page
    assert "on the whole" not in page


def test_a_principal_sees_the_rounds_of_the_own_school_with_its_own_answers(cast: Cast) -> None:
    _over(cast)
    make_round(cast.officer, cast.other_school, title="别园的评价")

    page = _page(cast.principal, LIST)

    assert "6 answers" in page
    assert "12 answers" not in page
    assert "别园的评价" not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?stage=open", {"开放中"}),
        ("?stage=over", {"已结束"}),
        ("?stage=to_come", {"未开始"}),
        ("?q=结束", {"已结束"}),
        ("?to=2026-11-22", {"已结束"}),
        ("?from=2026-11-23&to=2026-11-23", {"开放中"}),
        ("?unit=SPQ", {"开放中", "已结束", "未开始"}),
    ],
)
def test_the_list_is_filtered_by_its_address(cast: Cast, query: str, titles: set[str]) -> None:
    make_round(cast.officer, cast.school, title="开放中")
    make_round(cast.officer, cast.school, title="已结束", first_day=TODAY - DAY, last_day=TODAY - DAY)
    make_round(cast.officer, cast.school, title="未开始", first_day=TODAY + DAY, last_day=TODAY + DAY)

    page = _page(cast.officer, LIST + query)

    assert {title for title in ("开放中", "已结束", "未开始") if f">{title}</a>" in page} == titles


def test_the_list_is_filtered_by_school(cast: Cast) -> None:
    make_round(cast.officer, cast.school, cast.other_school, title="两园")
    make_round(cast.officer, cast.other_school, title="别园")

    page = _page(cast.officer, f"{LIST}?school={cast.school.pk}")

    assert ">两园</a>" in page
    assert ">别园</a>" not in page


@pytest.mark.parametrize("role", ["officer", "principal"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(cast: Cast, role: str) -> None:
    user = cast.roles[role]
    assert user
    client = _client(user)
    _over(cast)
    one = counted(client, LIST)
    _over(cast)
    make_round(cast.officer, cast.school)

    assert counted(client, LIST) == one


@pytest.mark.parametrize("role", ["officer", "principal"])
def test_a_round_takes_as_many_queries_for_three_schools_as_for_one(cast: Cast, role: str) -> None:
    user = cast.roles[role]
    assert user
    client, more = _client(user), [make_school(cast.station) for _each in range(2)]
    one = make_round(cast.officer, cast.school)
    three = make_round(cast.officer, cast.school, *more, audiences=["heads", "staff", "parents"])

    assert counted(client, one.get_absolute_url()) == counted(client, three.get_absolute_url())


def test_an_open_round_shows_numbers_and_nothing_that_was_said(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school)
    make_answers(form_of(asked, cast.school), 5, 5, 5, 5, 5, 5, texts=["巡逻很及时"])

    page = _page(cast.commander, asked.get_absolute_url())

    assert "6 answers" in page
    assert "巡逻很及时" not in page
    assert "5.0" not in page


def test_a_round_that_is_over_shows_averages_and_words_but_no_small_group(cast: Cast) -> None:
    asked = _over(cast)

    page = _page(cast.officer, asked.get_absolute_url())

    assert {"4.7", "3.7", "2.7"} <= {each for each in ("4.7", "3.7", "2.7") if each in page}
    assert "1.0" not in page
    assert "3.0" not in page  # the parents of the other school, from which its head would follow
    assert "巡逻很及时" in page


def test_a_principal_reads_the_own_school_and_nothing_of_another(cast: Cast) -> None:
    asked = _over(cast)

    page = _page(cast.principal, asked.get_absolute_url())

    assert "4.7" in page
    assert "巡逻很及时" in page
    assert not any(each in page for each in ("2.7", "3.7", "希望多来", "只有园长知道", cast.other_school.name))


def test_the_export_says_what_the_page_says(cast: Cast) -> None:
    asked = _over(cast)

    answer = _client(cast.officer).get(f"{asked.get_absolute_url()}export.xlsx")

    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    averages, words = ([list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book)
    by_line = {(row[1], row[2]): row[3:5] for row in averages}
    school, other = cast.school.name, cast.other_school.name
    assert by_line[("All together", None)] == [12, 3.7]
    assert by_line[(school, None)] == [6, 4.7]
    assert by_line[(other, None)] == [6, 2.7]
    assert by_line[(other, "parents")] == [5, None]
    assert by_line[(other, "heads")] == [1, None]
    assert {row[1] for row in words} == {"巡逻很及时", "希望多来", "只有园长知道"}
    assert [f"{school} · parents", "巡逻很及时"] in words


def test_the_list_sums_up_the_rounds_that_are_over_and_can_be_had_as_a_workbook(cast: Cast) -> None:
    _over(cast)
    make_answers(form_of(make_round(cast.officer, cast.school, title="冬季评价"), cast.school), 1, 1, 1, 1, 1)
    client = _client(cast.officer)

    totals = client.get(LIST).context["totals"]
    book = load_workbook(BytesIO(b"".join(client.get(f"{LIST}export.xlsx?stage=over"))))

    assert (totals.satisfied, totals.answers, totals.satisfaction) == (6, 12, Decimal("50.0"))
    assert [(row[6].value, row[7].value) for row in list(book.active)[1:]] == [(12, 3.7)]
    assert client.get(f"{LIST}export.xlsx?stage=guess").status_code == 400


def test_an_open_round_has_no_export(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school)

    assert _client(cast.officer).get(f"{asked.get_absolute_url()}export.xlsx").status_code == 403


def test_a_round_is_made_for_every_school_of_the_station(cast: Cast) -> None:
    make_school(cast.station, is_open=False)
    values = {
        "title": "秋季评价", "first_day": "2026-11-23", "last_day": "2026-12-06", "audiences": ["staff", "parents"],
        "is_to_all": "on",
    }  # fmt: skip

    answer = _client(cast.officer).post(f"{LIST}new/", values)

    asked = FeedbackRound.objects.get()
    assert answer.headers["Location"] == asked.get_absolute_url()
    assert asked.unit == cast.station
    assert set(asked.forms.values_list("school", "audience")) == {
        (school.pk, audience) for school in (cast.school, cast.other_school) for audience in ("staff", "parents")
    }


def test_a_commander_above_chooses_the_station_and_its_schools(cast: Cast) -> None:
    elsewhere = make_school(cast.other_station)
    values: dict[str, Any] = {
        "unit": cast.station.pk, "title": "秋季评价", "first_day": "2026-11-23", "last_day": "2026-12-06",
        "audiences": ["parents"], "schools": [elsewhere.pk],
    }  # fmt: skip
    client = _client(cast.bureau)

    with nothing_written("outreach"):
        refused = client.post(f"{LIST}new/", values)
    made = client.post(f"{LIST}new/", values | {"schools": [cast.school.pk]})

    assert refused.status_code == 400
    assert 'href="#id_schools' in refused.content.decode()
    assert made.status_code == 302


def test_a_round_is_changed_and_a_colleagues_change_is_not_overwritten_unseen(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school)
    client, address = _client(cast.officer), f"{asked.get_absolute_url()}edit/"
    seen = client.get(address).context["form"].initial["seen"]
    FeedbackRound.objects.update(title="同事改的")
    values = {"title": "我改的", "last_day": "2026-11-30", "seen": seen}

    refused = client.post(address, values)
    asked.refresh_from_db()
    assert (refused.status_code, asked.title) == (400, "同事改的")

    client.post(address, values | {"seen": refused.context["form"]["seen"].value()})
    asked.refresh_from_db()
    assert (asked.title, asked.last_day) == ("我改的", date(2026, 11, 30))


def test_a_round_that_is_over_is_not_changed(cast: Cast) -> None:
    asked = _over(cast)

    assert _client(cast.officer).get(f"{asked.get_absolute_url()}edit/").status_code == 403


def test_a_commander_ends_a_round_after_being_asked(cast: Cast) -> None:
    asked = make_round(cast.officer, cast.school, last_day=TODAY + 9 * DAY)
    address = f"{asked.get_absolute_url()}end/"

    assert "End this round today?" in _page(cast.commander, address)
    assert _client(cast.officer).post(address).status_code == 403
    assert _client(cast.commander).post(address).status_code == 302

    asked.refresh_from_db()
    assert asked.last_day == TODAY


@pytest.mark.parametrize("days", [(0, 0), (1, 5), (-3, -1)])
def test_only_a_round_that_goes_on_is_ended(cast: Cast, days: tuple[int, int]) -> None:
    first, last = (TODAY + number * DAY for number in days)
    asked = make_round(cast.officer, cast.school, first_day=first, last_day=last)

    assert _client(cast.commander).get(f"{asked.get_absolute_url()}end/").status_code == 403


def test_a_form_shows_its_link_and_code_to_its_own_principal(cast: Cast) -> None:
    form = form_of(make_round(cast.officer, cast.school), cast.school)

    page = _page(cast.principal, form.get_absolute_url())

    assert f"/feedback/{form.token}/" in page
    assert "<svg" in page
    assert _client(cast.other_principal).get(form.get_absolute_url()).status_code == 404
