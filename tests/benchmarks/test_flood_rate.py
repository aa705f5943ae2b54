"""Ten thousand tips from one address: all answered, nothing lost, and other pages still open meanwhile."""

import pytest
from django.db import connection

from outreach.actions.tips import leave_tip
from outreach.models import Tip
from outreach.tip_limits import LEAVE_BY_ADDRESS
from tests.cast import Cast
from tests.factories.tips import TEXT, a_tip
from tests.faults.flooding import drowned

POSTS = 10_000
MOST_PAGE_S = 1.0


@pytest.mark.benchmark
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_tips_are_answered_and_nothing_is_lost(cast: Cast, collected_static_files: None) -> None:
    _tip, code = leave_tip(tip=a_tip(cast.station))

    left = drowned(code, POSTS)

    page_s = max(flood.page_s for flood in left.floods)
    rates = " and ".join(f"{flood.rate:,.0f}/s" for flood in left.floods)
    print(f"\n{connection.vendor}: {dict(left.statuses)} at {rates}, home page in {page_s * 1000:,.0f} ms")
    assert left.statuses.total() == POSTS
    assert set(left.statuses) == {200, 429}
    assert LEAVE_BY_ADDRESS.most <= left.statuses[200] <= left.most
    assert Tip.objects.count() == left.statuses[200] + 1
    assert TEXT in left.page[1]
    assert page_s <= MOST_PAGE_S
