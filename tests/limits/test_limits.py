"""Limits, counted in the database: across processes and restarts, and forgotten when their span is over."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from campus_safety.limits.actions import Limit, drop_old, use_up
from campus_safety.limits.addresses import network_of
from campus_safety.limits.models import Use
from campus_safety.limits.tasks import drop_old as drop_old_job
from tests.api.test_races import all_at_once
from tests.factories import at

NOW = at("2026-11-23 09:15")
HOUR = timedelta(hours=1)
THREE = Limit(name="test.three", most=3, per=HOUR)
FIVE_IN_ALL = Limit(name="test.five", most=5, per=HOUR)
HANDS = 50

pytestmark = pytest.mark.django_db


def test_a_limit_has_room_until_it_is_used_up() -> None:
    found = [use_up(limits=[(THREE, "a")], at=NOW) is None for _time in range(5)]
    assert found == [True, True, True, False, False]


def test_who_is_refused_is_told_when_it_begins_anew() -> None:
    for _time in range(3):
        use_up(limits=[(THREE, "a")], at=NOW)
    refused = use_up(limits=[(THREE, "a")], at=NOW)
    assert refused is not None
    assert (refused.limit, refused.retry_after_s) == (THREE, 45 * 60 + 1)
    assert use_up(limits=[(THREE, "a")], at=NOW + timedelta(seconds=refused.retry_after_s)) is None


def test_each_who_and_each_limit_counts_alone() -> None:
    for _time in range(3):
        use_up(limits=[(THREE, "a")], at=NOW)
    assert use_up(limits=[(THREE, "b")], at=NOW) is None
    assert use_up(limits=[(FIVE_IN_ALL, "a")], at=NOW) is None


def test_of_several_limits_the_first_that_is_used_up_refuses_and_spares_the_rest() -> None:
    both = [(THREE, "a"), (FIVE_IN_ALL, "")]
    refused = [use_up(limits=both, at=NOW) for _time in range(10)]
    assert [each.limit for each in refused if each] == [THREE] * 7
    assert [use_up(limits=[(THREE, "b"), (FIVE_IN_ALL, "")], at=NOW) for _time in range(3)][:2] == [None, None]
    assert sorted(Use.objects.values_list("times", flat=True)) == [3, 3, 5]


def test_nothing_may_be_done_where_nothing_is_allowed() -> None:
    never = Limit(name="test.never", most=0, per=HOUR)
    assert use_up(limits=[(never, "a")], at=NOW) is not None


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_as_many_pass_as_there_is_room() -> None:
    def use() -> tuple[int, bool]:
        return 0, use_up(limits=[(FIVE_IN_ALL, "a")], at=NOW) is None

    passed = [has_room for _status, has_room in all_at_once([use] * HANDS)]

    assert passed.count(True) == FIVE_IN_ALL.most
    assert Use.objects.get().times == FIVE_IN_ALL.most


def test_what_is_kept_names_nobody_and_follows_nobody_into_the_next_span() -> None:
    for hours in range(2):
        use_up(limits=[(THREE, "192.0.2.7")], at=NOW + hours * HOUR)
    keys = set(Use.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert "192.0.2.7" not in str(list(Use.objects.values()))


def test_a_span_that_is_over_is_forgotten() -> None:
    use_up(limits=[(THREE, "a")], at=NOW)
    assert drop_old(at=NOW + timedelta(minutes=44)) == 0
    assert [drop_old(at=NOW + timedelta(minutes=45)) for _time in range(2)] == [1, 0]


def test_the_job_forgets_by_the_clock() -> None:
    now = timezone.now()
    use_up(limits=[(THREE, "a")], at=now - 2 * HOUR)
    use_up(limits=[(THREE, "a")], at=now + HOUR)
    drop_old_job()
    assert Use.objects.get().ends_at > now


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_network_is_an_address_or_a_household_s_share_of_them(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
