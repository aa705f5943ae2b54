"""A flood of tips: the real server answers 429, stays up, and loses no earlier tip; also when it is restarted."""

import pytest

from outreach.actions.tips import leave_tip
from outreach.models import Tip
from outreach.tip_limits import LEAVE_BY_ADDRESS
from tests.cast import Cast
from tests.factories.tips import TEXT, a_tip
from tests.faults.flooding import drowned

POSTS = 160  # `make bench` pours 10,000


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_flood_is_answered_and_nothing_is_lost(cast: Cast, collected_static_files: None) -> None:
    _tip, code = leave_tip(tip=a_tip(cast.station))

    left = drowned(code, POSTS)

    assert left.statuses.total() == POSTS
    assert set(left.statuses) == {200, 429}
    assert LEAVE_BY_ADDRESS.most <= left.statuses[200] <= left.most
    assert Tip.objects.count() == left.statuses[200] + 1
    assert left.page[0] == 200
    assert TEXT in left.page[1]
