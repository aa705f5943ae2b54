"""A key that no row can have is refused at its field, whatever a browser sends."""

import pytest
from django.utils import timezone

from patrols.models import DutyWindow
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import make_window

NONE = ["9" * 30, "abc"]
PLACES = [
    ("/patrols/windows/extra/", "points", {}),
    ("/patrols/duties/acknowledge/", "duties", {"comment": "雨天拥堵"}),
    ("/patrols/points/new/", "schools", {"code": "SPQ-90"}),
    ("/patrols/roster/{today}/", "teams", {"do": "assign"}),
    ("/schools/{school}/notices/new/", "hazards", {}),
]


@pytest.fixture
def window(cast: Cast) -> DutyWindow:
    """A window on every day, so that a day's roster has something to share out."""
    return make_window(cast.point, follows_calendar=False)


@pytest.mark.parametrize("key", NONE)
@pytest.mark.parametrize(("address", "field", "others"), PLACES)
def test_a_key_of_no_row_is_named(
    cast: Cast, window: DutyWindow, address: str, field: str, others: dict[str, str], key: str
) -> None:
    client = signed_in(cast.commander)
    place = address.format(today=timezone.localdate(), school=cast.school.pk)

    with nothing_written():
        response = client.post(place, {field: [key], **others})

    assert (response.status_code, field in response.context["form"].errors) == (400, True)
