"""Which station a tip goes to."""

import pytest

from campus_safety.accounts.models import Unit
from outreach.tip_stations import station_for
from tests.cast import Cast
from tests.factories import make_school

# Squares of about a kilometre, side by side.
OURS = [[29.50, 106.40], [29.51, 106.40], [29.51, 106.41], [29.50, 106.41]]
THEIRS = [[29.50, 106.41], [29.51, 106.41], [29.51, 106.42], [29.50, 106.42]]
IN_OURS, IN_THEIRS, FAR = (29.505, 106.405), (29.505, 106.415), (29.60, 106.60)


@pytest.fixture
def stations(cast: Cast) -> Cast:
    """The two stations with their areas; the other one's house is nearer to what lies far in the east."""
    for unit, outline, longitude in ((cast.station, OURS, 106.405), (cast.other_station, THEIRS, 106.415)):
        unit.outline, unit.latitude, unit.longitude = outline, 29.505, longitude
        unit.save()
    return cast


def test_a_place_leads_to_the_station_in_whose_area_it_lies(stations: Cast) -> None:
    assert station_for(place=IN_OURS, school=None) == stations.station
    assert station_for(place=IN_THEIRS, school=stations.school) == stations.other_station


def test_without_a_place_the_school_says_which_station(stations: Cast) -> None:
    school = make_school(stations.other_station)
    assert station_for(place=None, school=school) == stations.other_station
    assert station_for(place=FAR, school=stations.school) == stations.station


def test_a_place_outside_every_area_leads_to_the_nearest_station(stations: Cast) -> None:
    assert station_for(place=FAR, school=None) == stations.other_station


def test_nothing_said_leads_to_the_station_of_the_portal(stations: Cast) -> None:
    assert station_for(place=None, school=None) == stations.station


def test_stations_without_a_known_place_leave_it_to_the_portal(cast: Cast) -> None:
    assert station_for(place=FAR, school=None) == cast.station


def test_a_squad_or_a_bureau_is_no_station(stations: Cast) -> None:
    stations.bureau_unit.outline = [[29.59, 106.59], [29.61, 106.59], [29.61, 106.61], [29.59, 106.61]]
    stations.bureau_unit.save()
    assert station_for(place=FAR, school=None) == stations.other_station


@pytest.mark.django_db
def test_where_there_is_no_station_there_is_nobody_to_tell() -> None:
    assert Unit.objects.count() == 0
    assert station_for(place=FAR, school=None) is None
