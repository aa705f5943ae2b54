"""A sign's life: made, posted, replaced; which token checks in at which moment of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from campus_safety.uploads.models import StoredFile
from patrols.actions import record_check_in
from patrols.actions.signs import add_sign_photo, post_sign, remove_sign_photo, replace_sign
from patrols.models import CheckIn, PointSign
from patrols.signs import current_sign, is_replaced
from patrols.states import SignState
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, uuid_number
from tests.factories.evidence import make_posted_sign
from tests.factories.records import photo
from tests.patrols.claims import claim

NOON, TODAY = at("2026-11-23 12:00"), date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def first(cast: Cast) -> PointSign:
    """The sign that the point got when it was entered, a week ago."""
    PointSign.objects.update(made_at=NOON - timedelta(days=7))
    return cast.point.signs.get()


def scan(cast: Cast, token: str, number: int, **values: Any) -> CheckIn:
    """A check-in by the code, now."""
    given = {"captured_at": NOON, "sent_at": NOON, "method": CheckIn.Method.QR, "sign": token} | values
    return record_check_in(by=cast.officer, claim=claim(uuid=uuid_number(number), **given)).check_in


def test_the_old_token_is_good_until_the_new_sign_is_posted(
    cast: Cast, first: PointSign, clock: time_machine.Traveller
) -> None:
    post_sign(by=cast.officer, sign=first, on=TODAY)
    second = replace_sign(point=cast.point, reason="破损")
    assert second.token != first.token
    for number, sign in enumerate((first, second), 1):
        assert scan(cast, sign.token, number).sign == sign

    post_sign(by=cast.commander, sign=second, on=TODAY, photo=photo())

    first.refresh_from_db()
    assert (first.ended_at, first.state, is_replaced(cast.point, first.token)) == (NOON, SignState.REPLACED, True)
    later = NOON + timedelta(minutes=5)
    clock.move_to(later)
    with nothing_written(), pytest.raises(ValidationError) as raised:
        scan(cast, first.token, 3, captured_at=later)
    assert list(raised.value.message_dict) == ["sign"]
    assert scan(cast, first.token, 4, captured_at=NOON - timedelta(minutes=1)).sign == first  # a late upload
    assert scan(cast, second.token, 5, captured_at=later).sign == second
    assert scan(cast, "", 6, captured_at=later, method=CheckIn.Method.GPS).sign is None


def test_a_third_sign_ends_the_second_only(cast: Cast, first: PointSign) -> None:
    make_posted_sign(cast.officer, cast.point, TODAY)
    signs = [first]
    for _each in range(2):
        signs.append(replace_sign(point=cast.point, reason="褪色"))
        make_posted_sign(cast.officer, cast.point, TODAY)
    assert [sign.state for sign in cast.point.signs.order_by("pk")] == ["replaced", "replaced", "posted"]
    assert current_sign(cast.point) == signs[-1]


def test_a_sign_is_printed_before_it_is_posted(cast: Cast, first: PointSign) -> None:
    assert current_sign(cast.point) == first
    make_posted_sign(cast.officer, cast.point, TODAY)
    second = replace_sign(point=cast.point, reason="破损")
    assert current_sign(cast.point) == second  # what is printed next, while the first still hangs there


@pytest.mark.parametrize("is_posted", [False, True])
def test_one_sign_waits_at_a_time(cast: Cast, first: PointSign, is_posted: bool) -> None:
    if is_posted:
        make_posted_sign(cast.officer, cast.point, TODAY)
        replace_sign(point=cast.point, reason="破损")
    with nothing_written(), pytest.raises(ValidationError) as raised:
        replace_sign(point=cast.point, reason="又破了")
    assert list(raised.value.message_dict) == ["reason"]


def test_a_replacement_needs_a_reason(cast: Cast, first: PointSign) -> None:
    make_posted_sign(cast.officer, cast.point, TODAY)
    with nothing_written(), pytest.raises(ValidationError) as raised:
        replace_sign(point=cast.point, reason="  ")
    assert list(raised.value.message_dict) == ["reason"]


@pytest.mark.parametrize(("day", "is_good"), [(15, False), (16, True), (23, True), (24, False)])
def test_it_is_posted_between_its_making_and_today(cast: Cast, first: PointSign, day: int, is_good: bool) -> None:
    on = date(2026, 11, day)
    if is_good:
        assert post_sign(by=cast.officer, sign=first, on=on).posted_on == on
        return
    with nothing_written(), pytest.raises(ValidationError) as raised:
        post_sign(by=cast.officer, sign=first, on=on)
    assert list(raised.value.message_dict) == ["on"]


def test_the_first_needs_no_photo_and_what_replaces_it_does(cast: Cast, first: PointSign) -> None:
    assert post_sign(by=cast.officer, sign=first, on=TODAY).photo is None
    second = replace_sign(point=cast.point, reason="破损")
    with nothing_written(), pytest.raises(ValidationError) as raised:
        post_sign(by=cast.officer, sign=second, on=TODAY)
    assert list(raised.value.message_dict) == ["photo"]
    first.refresh_from_db()
    assert first.ended_at is None


def test_who_posted_it_and_when_is_noted_and_it_is_so_once(cast: Cast, first: PointSign) -> None:
    sign = post_sign(by=cast.officer, sign=first, on=TODAY, photo=photo())
    assert (sign.posted_by, sign.posted_noted_at, sign.state) == (cast.officer, NOON, SignState.POSTED)
    with nothing_written(), pytest.raises(ValidationError):
        post_sign(by=cast.commander, sign=first, on=TODAY)


def test_a_photo_is_added_later_once_and_taken_out_for_good(cast: Cast, first: PointSign) -> None:
    with nothing_written(), pytest.raises(ValidationError):
        add_sign_photo(by=cast.officer, sign=first, photo=photo())  # not posted yet
    post_sign(by=cast.officer, sign=first, on=TODAY)
    sign = add_sign_photo(by=cast.officer, sign=first, photo=photo())
    with nothing_written(), pytest.raises(ValidationError):
        add_sign_photo(by=cast.officer, sign=first, photo=photo("red"))
    remove_sign_photo(sign=sign)
    assert (StoredFile.objects.count(), PointSign.objects.get().photo) == (0, None)


def test_the_trail_names_the_token_and_never_tells_it(cast: Cast, first: PointSign) -> None:
    post_sign(by=cast.officer, sign=first, on=TODAY)
    second = replace_sign(point=cast.point, reason="被人撕走")
    post_sign(by=cast.officer, sign=second, on=TODAY, photo=photo())
    told = [entry.changes for sign in (first, second) for entry in LogEntry.objects.get_for_object(sign)]
    assert any("token" in changes for changes in told)
    assert any("ended_at" in changes for changes in told)
    assert "被人撕走" in str(told)
    assert second.token not in str(told)
    assert first.token not in str(told)
