"""The list of activities: its filters, its totals, and the workbook of the same rows."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outreach.models import Activity, Measure
from outreach.states.activities import ActivityState, Answer
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories import at
from tests.factories.activities import answered, make_activity

LIST = "/outreach/activities/"


def test_the_list_is_filtered_by_its_address(cast: Cast) -> None:
    measure = Measure.objects.create(number=99)
    march = make_activity(cast.officer, cast.school, starts_at=at("2026-03-31 23:00"), title="防盗宣传", place="大厅")
    april = make_activity(
        cast.colleague, cast.other_school, kind="drill", starts_at=at("2026-04-01 00:00"), outcome="盾牌 钢叉",
        measures=[measure], children=60,
    )  # fmt: skip
    planned = make_activity(cast.officer, cast.school, kind="lecture", state=ActivityState.PLANNED)
    answered(cast.principal, march, Answer.OBJECTED)
    client = signed_in(cast.officer)

    def found(**given: Any) -> list[int]:
        return [row.activity.pk for row in client.get(LIST, given).context["page_obj"]]

    assert found() == [planned.pk, april.pk, march.pk]
    assert found(**{"from": "2026-03-01", "to": "2026-03-31"}) == [march.pk]
    assert found(kind="drill") == found(drill="evacuation") == found(officer="colleague") == [april.pk]
    assert found(school=cast.other_school.pk) == found(measure=99) == found(answer="none") == [april.pk]
    assert found(q="防盗 大厅") == found(answer="objected") == [march.pk]
    assert found(q="盾牌") == [april.pk]
    assert found(counted="1") == found(state=["held", "confirmed"]) == [april.pk, march.pk]
    assert found(unit="SPQ", ordering="starts_at") == [march.pk, april.pk, planned.pk]
    assert found(ordering="-children")[0] == april.pk


def test_totals_count_what_took_place_each_once(cast: Cast) -> None:
    make_activity(
        cast.officer, cast.school, cast.other_school, officers=[cast.officer, cast.colleague], kind="lecture",
        class_hours=Decimal("1.5"), children=30, staff=2, parents=1,
    )  # fmt: skip
    make_activity(cast.officer, cast.school, kind="lecture", state=ActivityState.PLANNED)
    make_activity(cast.officer, cast.school, state=ActivityState.CANCELLED)
    client = signed_in(cast.officer)
    for query in ("", f"?school={cast.school.pk}", "?officer=officer"):
        assert client.get(f"{LIST}{query}").context["totals"] == {
            "took_place": 1, "planned": 1, "class_hours": Decimal("1.5"), "heads": 33,
            "educated": 32,
        }, query  # fmt: skip


@pytest.mark.parametrize(
    "query", ["school=0", "school=x", f"school={'9' * 30}", "measure=0", "kind=guess", "officer=officer2", "from=x"]
)
def test_a_wrong_filter_is_named(cast: Cast, query: str) -> None:
    answer = signed_in(cast.officer).get(f"{LIST}?{query}")
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, [query.partition("=")[0]])


def test_a_principal_filters_the_own_ones(cast: Cast) -> None:
    visit = make_activity(cast.officer, cast.school)
    make_activity(cast.officer, cast.school, kind="meeting")
    page = signed_in(cast.principal).get(LIST, {"kind": "visit", "state": "held"})
    assert [row.activity for row in page.context["page_obj"]] == [visit]
    assert set(page.context["filter"].form.fields) == {"from", "to", "kind", "state", "ordering"}


def test_the_workbook_has_the_rows_of_the_list(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, cast.other_school, title="=警民座谈", children=30)
    make_activity(cast.officer, cast.school, kind="meeting", title="联席会议")

    answer = signed_in(cast.officer).get(reverse("outreach:activities_export"), {"kind": "visit"})

    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert {"=警民座谈", 30} <= {*rows[1]}
    assert set(re.split("[，、]|, ", str(rows[1][6]))) == {cast.school.name, cast.other_school.name}


def test_a_workbook_of_a_wrong_filter_is_the_page_that_names_it(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(reverse("outreach:activities_export"), {"from": "x"})
    assert answer.status_code == 400


def test_the_newest_ones_come_first_on_equal_moments_too(cast: Cast) -> None:
    made = [make_activity(cast.officer, cast.school, starts_at=at("2026-03-31 09:00")) for _each in range(3)]
    page = signed_in(cast.officer).get(LIST)
    assert [row.activity for row in page.context["page_obj"]] == list(Activity.objects.all()) == made[::-1]
