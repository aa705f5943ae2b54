"""`/api/v1/duties/`."""

from datetime import date, time

import pytest

from tests.api.conftest import Call, as_json, ids, is_problem, wrong_fields
from tests.cast import Cast
from tests.factories import make_duty, make_point, make_window

DAY = date(2026, 10, 10)


def test_it_shows_a_duty(cast: Cast, get: Call) -> None:
    window = make_window(cast.point)
    duty = make_duty(window, DAY, "done")
    assert as_json(get(cast.officer, f"duties/{duty.pk}/")) == {
        "id": duty.pk,
        "date": "2026-10-10",
        "unit": "SPQ",
        "point": "SPQ-01",
        "window": window.pk,
        "occasion": "arrival",
        "state": "done",
        "starts_at": "2026-10-10T07:30:00+08:00",
        "ends_at": "2026-10-10T08:30:00+08:00",
        "visited_at": "2026-10-10T07:35:00+08:00",
        "closed_at": None,
        "reason": "",
        "strength": 1,
        "suggested_at": None,
    }


def test_it_lists_by_role(cast: Cast, get: Call) -> None:
    ours = make_duty(make_window(cast.point), DAY).pk
    theirs = make_duty(make_window(make_point(cast.other_station)), DAY).pk
    seen = {
        name: set(ids(answer)) if (answer := get(user, "duties/")).status_code == 200 else answer.status_code
        for name, user in cast.roles.items()
    }
    assert seen == {
        "visitor": 401,
        "officer": {ours},
        "commander": {ours},
        "other_officer": {theirs},
        "bureau": {ours, theirs},
        "principal": {ours},
        "other_principal": set(),
        "auditor": 403,
        "administrator": 403,
    }
    assert is_problem(get(cast.officer, f"duties/{theirs}/"), 404)


def test_it_filters_and_orders(cast: Cast, get: Call) -> None:
    arrival, dismissal = make_window(cast.point), make_window(cast.point, time(16), time(17), occasion="dismissal")
    missed = make_duty(arrival, DAY, "missed").pk
    done = make_duty(dismissal, DAY, "done").pk
    later = make_duty(arrival, date(2026, 10, 12), "cancelled").pk
    found = {
        "one day, one state": ids(get(cast.officer, "duties/", date="2026-10-10", state="missed")),
        "states": ids(get(cast.officer, "duties/", state=["missed", "cancelled"])),
        "from": ids(get(cast.officer, "duties/", date_from="2026-10-11")),
        "to": ids(get(cast.officer, "duties/", date_to="2026-10-10")),
        "point": ids(get(cast.officer, "duties/", point="SPQ-02")),
        "window": ids(get(cast.officer, "duties/", window=dismissal.pk)),
        "occasion": ids(get(cast.officer, "duties/", occasion="dismissal")),
        "school": ids(get(cast.officer, "duties/", school=cast.school.pk)),
        "moments": ids(get(cast.officer, "duties/", starts_at_from="2026-10-10T12:00", starts_at_to="2026-10-12")),
        "order": ids(get(cast.officer, "duties/", ordering="-date")),
    }
    assert found == {
        "one day, one state": [missed],
        "states": [missed, later],
        "from": [later],
        "to": [missed, done],
        "point": [],
        "window": [done],
        "occasion": [done],
        "school": [missed, done, later],
        "moments": [done],
        "order": [later, missed, done],
    }


@pytest.mark.parametrize(
    "params",
    [
        {"date": "tomorrow"},
        {"date": "2026-02-30"},
        {"state": "forgotten"},
        {"window": "1.5"},
        {"starts_at_from": "9999-12-31T23:59"},
        {"starts_at_to": "0001-01-01"},
        {"starts_at_from": "soon"},
        {"on": "2026-10-10"},
    ],
)
def test_it_names_a_wrong_filter(cast: Cast, get: Call, params: dict[str, str]) -> None:
    assert wrong_fields(get(cast.officer, "duties/", **params)) == set(params)
