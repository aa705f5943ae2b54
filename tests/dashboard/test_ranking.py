"""Schools ranked by an open score, and the weights that a commander sets."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from campus_safety.audit.trail import history_of
from campus_safety.dashboard.ranking import Ranked, Share, ranking_of, weights_of
from campus_safety.dashboard.ranking_panel import ranking_sheet, schools_ranked
from campus_safety.statistics.actions.weights import set_weights
from campus_safety.statistics.models import RankingWeight
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.dashboard.desks import desk_with
from tests.factories import at, make_school

NOW = at("2026-11-23 08:41")
OWN = {"hazards_open": 3, "incidents_reported": 5, "duties_missed": 1, "drills_overdue": 2}
WEIGHTS = reverse("dashboard:weights")


def test_each_number_counts_times_its_weight_and_the_sum_decides(cast: Cast) -> None:
    first, second = str(cast.school.pk), str(cast.other_school.pk)
    desk = desk_with(
        cast, NOW,
        incidents_reported={"school": {first: 1, "": 4}}, duties_missed={"school": {first: 2, second: 9}},
        hazards_open={"school": {}}, drills_overdue={"school": {}},
    )  # fmt: skip

    ranking = ranking_of(desk)

    zero = Share(Decimal(0), 0)
    assert [(row.place, row.school, row.score) for row in ranking.rows] == [
        (1, cast.other_school.name, Decimal(9)),
        (2, cast.school.name, Decimal(7)),
    ]
    assert [share.points for share in ranking.rows[1].shares] == [0, 5, 2, 0]
    assert all(row.score == sum((one.points for one in row.shares), zero.points) for row in ranking.rows)
    assert (ranking.missing, ranking.is_shared) == ([], False)


def test_what_belongs_to_several_schools_counts_at_each_and_equals_share_a_place(cast: Cast) -> None:
    third = make_school(cast.station, "星河幼儿园")
    both = f"{cast.school.pk},{cast.other_school.pk}"
    desk = desk_with(cast, NOW, duties_missed={"school": {both: 2, str(third.pk): 1}})

    ranking = ranking_of(desk)

    assert ranking.is_shared
    assert [row.place for row in ranking.rows] == [1, 1, 3]
    assert ranking.rows[2] == Ranked(3, "星河幼儿园", Decimal(1), [Share(Decimal(1), 1)])


def test_parts_that_are_not_compiled_are_left_out_and_said(cast: Cast) -> None:
    desk = desk_with(cast, NOW, incidents_reported={"school": {str(cast.school.pk): 2}})

    with override("en"):
        panel = schools_ranked(desk)

    assert [part.key for part, _weight, _url in panel["heads"]] == ["incidents_reported"]
    assert panel["missing"] == "Open hazards, Duties not done, Overdue drills"
    assert panel["sentence"] == f"Look first at {cast.school.name}, with 10 points"


def test_the_file_has_number_weight_and_points_of_every_part(cast: Cast) -> None:
    desk = desk_with(cast, NOW, incidents_reported={"school": {str(cast.school.pk): 2}})

    assert list(ranking_sheet(desk).rows) == [[1, cast.school.name, 10, 2, 5, 10]]


def test_the_ranking_asks_two_queries_however_many_schools(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    schools = {str(make_school(cast.station).pk): 1 for _each in range(5)}
    desk = desk_with(cast, NOW, incidents_reported={"school": schools})
    schools_ranked(desk)

    with django_assert_num_queries(2):
        ranking_of(desk)


def test_a_commander_sets_weights_and_takes_the_portals_own_back(cast: Cast) -> None:
    client = signed_in(cast.commander)

    answer = client.post(WEIGHTS, OWN | {"incidents_reported": "9", "duties_missed": "0"})

    assert answer.status_code == 302
    assert weights_of(cast.station) == OWN | {"incidents_reported": 9, "duties_missed": 0}
    assert weights_of(cast.bureau_unit) == OWN
    stored = RankingWeight.objects.get(part="incidents_reported")
    assert [entry.actor for entry in history_of(stored)] == [cast.commander]
    client.post(WEIGHTS, {"own": "1"})
    assert weights_of(cast.station) == OWN
    assert not RankingWeight.objects.exists()


@pytest.mark.parametrize("wrong", ["101", "-1", "viel", ""])
def test_a_wrong_weight_is_named_at_its_field_and_nothing_is_written(cast: Cast, wrong: str) -> None:
    answer = signed_in(cast.commander).post(WEIGHTS, OWN | {"incidents_reported": "9", "hazards_open": wrong})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["hazards_open"]
    assert not RankingWeight.objects.exists()


def test_weights_that_somebody_changed_meanwhile_are_not_overwritten_unseen(cast: Cast) -> None:
    client = signed_in(cast.commander)
    seen = client.get(WEIGHTS).context["form"]["seen"].value()
    set_weights(unit=cast.station, weights={"hazards_open": 50})

    answer = client.post(WEIGHTS, OWN | {"seen": seen})

    assert answer.status_code == 400
    assert weights_of(cast.station)["hazards_open"] == 50


def test_weights_are_the_commanders(cast: Cast) -> None:
    found = answers(cast, WEIGHTS)

    assert {role for role, status in found.items() if status == 200} == {"commander", "bureau"}
    assert set(found.values()) == {200, 403}
