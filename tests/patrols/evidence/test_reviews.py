"""A commander's word on a check-in: whose it is, what it needs, what is written."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from campus_safety.notices.models import Notice
from campus_safety.statistics.models import StaleMonth
from patrols.actions.reviews import accept_check_ins, review_check_in
from patrols.models import CheckInReview, Duty, PublicCopy
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_check_in, make_outing
from tests.factories.evidence import make_doubtful
from tests.patrols.evidence.saying import IN_WINDOW, LATER, OVER, RUNNING, WHY, check_in, duty_of, say, settled


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """From 07:30 to 08:30."""
    return duty_of(cast)


# --- Whose word, and what it needs ---


def test_it_is_a_commander_of_the_points_unit_who_says_it(cast: Cast) -> None:
    outing = make_outing(cast.squad_officer, started_at=IN_WINDOW, kind="joint")
    outing.units.add(cast.station)
    row = make_doubtful(cast.squad_officer, cast.point, IN_WINDOW, outing=outing)
    for user in (cast.officer, cast.other_officer, cast.squad_officer, cast.principal, cast.auditor):
        with nothing_written(), pytest.raises(PermissionDenied):
            review_check_in(by=user, check_in=row, outcome="accepted")
    assert review_check_in(by=cast.bureau, check_in=row, outcome="accepted").unit == cast.station


def test_nobody_reviews_an_own_check_in(cast: Cast) -> None:
    row = make_doubtful(cast.commander, cast.point, IN_WINDOW)
    with nothing_written(), pytest.raises(PermissionDenied):
        review_check_in(by=cast.commander, check_in=row, outcome="accepted")
    review_check_in(by=cast.bureau, check_in=row, outcome="accepted")


@pytest.mark.parametrize(
    ("former", "outcome", "reason", "field"),
    [
        ("", "rejected", " ", "reason"),
        ("", "guess", "x", "outcome"),
        ("", "rejected", "很" * 201, "reason"),
        ("accepted", "rejected", "", "reason"),
        ("rejected", "accepted", "", "reason"),
        ("rejected", "rejected", "", "reason"),
    ],
)
def test_what_is_missing_is_named_and_nothing_written(
    cast: Cast, duty: Duty, former: str, outcome: str, reason: str, field: str
) -> None:
    row = check_in(cast, IN_WINDOW)
    if former:
        say(cast, row, former)
    before = settled(duty)
    with nothing_written(), pytest.raises(ValidationError) as raised:
        say(cast, row, outcome, reason=reason)
    assert list(raised.value.message_dict) == [field]
    assert settled(duty) == before


def test_the_same_word_again_changes_nothing(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    first = say(cast, row, "rejected")
    with nothing_written():
        again = say(cast, row, "rejected", OVER + timedelta(minutes=1))
    assert (again.pk, again.reviewed_at) == (first.pk, first.reviewed_at)


# --- What is written ---


def test_the_trail_keeps_every_word_and_what_became_of_the_duty(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    review = say(cast, row, "rejected")
    say(cast, row, "accepted", reason="已核实")
    words = [entry.changes for entry in LogEntry.objects.get_for_object(review).order_by("pk")]
    assert [change["outcome"] for change in words] == [["None", "rejected"], ["rejected", "accepted"]]
    assert words[1]["reason"] == [WHY, "已核实"]
    moves = [entry.changes["state"] for entry in LogEntry.objects.get_for_object(duty).order_by("pk")]
    assert moves == [["open", "done"], ["done", "missed"], ["missed", "done"]]


def test_the_officer_is_told_once_for_each_word_and_never_the_reason(cast: Cast) -> None:
    row = make_doubtful(cast.officer, cast.point, IN_WINDOW)
    say(cast, row, "rejected")
    say(cast, row, "accepted", OVER + timedelta(minutes=1))
    say(cast, row, "rejected", OVER + timedelta(minutes=2))
    told = Notice.objects.filter(recipient=cast.officer).order_by("made_at")
    kinds = ["patrols.check_in_rejected", "patrols.check_in_restored", "patrols.check_in_rejected"]
    assert [notice.kind for notice in told] == kinds
    assert {notice.url for notice in told} == {row.get_absolute_url()}
    assert WHY not in str([notice.data for notice in told])
    assert Notice.objects.count() == len(kinds)


def test_an_accepted_one_tells_nobody_and_moves_nothing(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    before = settled(duty)
    StaleMonth.objects.all().delete()
    say(cast, row, "accepted", reason="")
    assert (settled(duty), Notice.objects.count(), StaleMonth.objects.count()) == (before, 0, 0)


def test_months_and_public_copies_become_stale(cast: Cast, duty: Duty) -> None:
    row = check_in(cast, IN_WINDOW)
    good = at("2027-01-01 00:00")
    moments = {"built_at": IN_WINDOW, "good_until": good}
    copy = PublicCopy.objects.create(key="k", content_type="x", plain=b"", gzipped=b"", etag="", **moments)
    StaleMonth.objects.all().delete()
    say(cast, row, "rejected", RUNNING)  # the window runs: nothing of it is public yet
    copy.refresh_from_db()
    assert copy.good_until == good
    assert [mark.first_day for mark in StaleMonth.objects.filter(unit=cast.station)] == [date(2026, 11, 1)]
    say(cast, row, "accepted", OVER)
    copy.refresh_from_db()
    assert copy.good_until == OVER


def test_several_are_accepted_together_and_those_decided_meanwhile_left(cast: Cast) -> None:
    rows = [make_doubtful(cast.officer, cast.point, LATER) for _each in range(3)]
    say(cast, rows[1], "rejected")
    assert accept_check_ins(by=cast.commander, check_ins=rows) == 2
    outcomes = CheckInReview.objects.order_by("check_in").values_list("outcome", flat=True)
    assert list(outcomes) == ["accepted", "rejected", "accepted"]


def test_an_own_one_among_several_refuses_all(cast: Cast) -> None:
    rows = [make_doubtful(cast.officer, cast.point, LATER), make_check_in(cast.commander, cast.point, LATER)]
    with nothing_written(), pytest.raises(PermissionDenied):
        accept_check_ins(by=cast.commander, check_ins=rows)
