"""Swaps with consent: every step of the state machine, what changes hands, and everything that is refused."""

from collections.abc import Callable
from datetime import time, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action
from campus_safety.notices.kinds import kind_of
from campus_safety.notices.models import Notice
from patrols.actions.roster import accept_swap, ask_swap, decline_swap, withdraw_swap
from patrols.models import DutyWindow, RosterEntry, Swap
from patrols.roster_notices import LABELS
from patrols.states import SWAP_STEPS, SwapState, swap_states_before
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_duty, make_point, make_user, make_window
from tests.factories.roster import make_entry, make_swap, make_team
from tests.patrols.roster.conftest import MONDAY, TUESDAY, WEDNESDAY

ALLOWED = {("asked", "accepted"), ("asked", "declined"), ("asked", "withdrawn")}
# What turns a swap to a state, and who does it.
STEPS: dict[str, tuple[Callable[..., None], str]] = {
    "accepted": (accept_swap, "colleague"),
    "declined": (decline_swap, "colleague"),
    "withdrawn": (withdraw_swap, "officer"),
}


@pytest.fixture
def entry(cast: Cast, window: DutyWindow) -> RosterEntry:
    """The officer is on duty on Monday."""
    return make_entry(window, MONDAY, cast.officer)


def owners() -> list[str]:
    """Who has the entries, in the order in which they were made."""
    return list(RosterEntry.objects.order_by("pk").values_list("officer__username", flat=True))


def kinds(user: User) -> list[str]:
    """The kinds of notices in somebody's inbox."""
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(("before", "after"), list(product(SwapState.values, repeat=2)))
def test_a_swap_moves_along_these_steps_only(before: str, after: str) -> None:
    assert (after in SWAP_STEPS[before]) == ((before, after) in ALLOWED)
    assert (before in swap_states_before(after)) == ((before, after) in ALLOWED)


@pytest.mark.parametrize(("before", "after"), list(product(SwapState.values, STEPS)))
def test_every_step_is_taken_from_asked_only(cast: Cast, entry: RosterEntry, before: str, after: str) -> None:
    answered_at = None if before == "asked" else at("2026-11-22 12:00")
    swap = make_swap(entry, cast.colleague, state=before, answered_at=answered_at)
    step, who = STEPS[after]
    if before == "asked":
        step(by=getattr(cast, who), swap=swap)
        assert Swap.objects.values_list("state", "answered_at").get() == (after, at("2026-11-23 06:00"))
    else:
        with nothing_written(), pytest.raises(ValidationError):
            step(by=getattr(cast, who), swap=swap)
        assert Swap.objects.values_list("state", "answered_at").get() == (before, answered_at)
    assert owners() == ["colleague" if (before, after) == ("asked", "accepted") else "officer"]


def test_asking_tells_the_other_and_changes_nothing(cast: Cast, entry: RosterEntry) -> None:
    swap = ask_swap(by=cast.officer, entries=[entry], of=cast.colleague, note=" 孩子看病 ")
    assert (swap.given, swap.taken, swap.note) == ("2026-11-23 07:30–08:30 SPQ-01", "", "孩子看病")
    assert (swap.state, swap.lapses_at, owners()) == ("asked", at("2026-11-23 07:30"), ["officer"])
    assert (kinds(cast.colleague), kinds(cast.officer), kinds(cast.commander)) == (["patrols.swap_asked"], [], [])


def test_a_round_changes_hands_for_another(cast: Cast, window: DutyWindow, entry: RosterEntry) -> None:
    beside = make_entry(make_window(make_point(cast.station, "SPQ-09"), weekdays="12345"), MONDAY, cast.officer)
    taken = make_entry(window, WEDNESDAY, cast.colleague)
    swap = ask_swap(by=cast.officer, entries=[beside, entry], of=cast.colleague, in_return=[taken])
    assert (swap.given, swap.taken) == (
        "2026-11-23 07:30–08:30 SPQ-01, SPQ-09", "2026-11-25 07:30–08:30 SPQ-01",
    )  # fmt: skip

    accept_swap(by=cast.colleague, swap=swap)

    assert owners() == ["colleague", "colleague", "officer"]
    assert kinds(cast.officer) == ["patrols.swap_accepted"]
    assert kinds(cast.commander) == ["patrols.swap_done"]
    told = LogEntry.objects.filter(content_type__model="rosterentry", action=Action.UPDATE)
    handed = [str(cast.officer.pk), str(cast.colleague.pk)]
    assert [(row.actor, (row.changes or {})["officer"]) for row in told.order_by("pk")] == [
        (cast.colleague, handed), (cast.colleague, handed), (cast.colleague, handed[::-1]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "who", "to", "kind"),
    [
        (decline_swap, "colleague", "officer", "patrols.swap_declined"),
        (withdraw_swap, "officer", "colleague", "patrols.swap_withdrawn"),
    ],
)
def test_the_other_is_told(
    cast: Cast, entry: RosterEntry, step: Callable[..., None], who: str, to: str, kind: str
) -> None:
    step(by=getattr(cast, who), swap=make_swap(entry, cast.colleague))
    assert (kinds(getattr(cast, to)), kinds(cast.commander)) == ([kind], [])


@pytest.mark.parametrize(("state", "who"), list(product(STEPS, ["officer", "colleague", "commander", "other_officer"])))
def test_only_who_is_concerned_takes_a_step(cast: Cast, entry: RosterEntry, state: str, who: str) -> None:
    step, right = STEPS[state]
    swap = make_swap(entry, cast.colleague)
    if who != right:
        with nothing_written(), pytest.raises(PermissionDenied):
            step(by=getattr(cast, who), swap=swap)
    assert Swap.objects.get().state == "asked"


def with_team(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    return {"entries": [make_entry(window, TUESDAY, make_team(cast.station, cast.officer))]}


def in_two_windows(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    other = make_window(cast.point, time(16), time(17), weekdays="12345")
    return {"entries": [make_entry(each, TUESDAY, cast.officer) for each in (window, other)]}


def in_another_swap(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    entry = make_entry(window, TUESDAY, cast.officer)
    make_swap(entry, cast.commander)
    return {"entries": [entry]}


def theirs_in_another_swap(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    entry = make_entry(window, TUESDAY, cast.colleague)
    make_swap(entry, cast.commander)
    return {"in_return": [entry]}


def there_already(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    make_entry(window, MONDAY, cast.colleague)
    return {}


def each_others_slot(cast: Cast, window: DutyWindow) -> dict[str, Any]:
    return {"in_return": [make_entry(window, MONDAY, cast.colleague)]}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("entries", lambda _cast, _window: {"entries": []}),
        ("entries", lambda cast, window: {"entries": [make_entry(window, TUESDAY, cast.colleague)]}),
        ("entries", lambda cast, window: {"entries": [make_entry(window, MONDAY - timedelta(days=3), cast.officer)]}),
        ("entries", lambda cast, _window: {"entries": [RosterEntry(pk=9999, unit=cast.station)]}),
        ("entries", with_team),
        ("entries", in_two_windows),
        ("entries", in_another_swap),
        ("of", lambda cast, _window: {"of": cast.officer}),
        ("of", lambda cast, _window: {"of": cast.other_officer}),
        ("of", lambda cast, _window: {"of": make_user(unit=cast.station, is_active=False)}),
        ("of", lambda cast, _window: {"of": cast.principal}),
        ("of", there_already),
        ("of", each_others_slot),
        ("in_return", lambda cast, window: {"in_return": [make_entry(window, TUESDAY, cast.commander)]}),
        ("in_return", lambda cast, window: {"in_return": [make_entry(window, TUESDAY, make_team(cast.station))]}),
        ("in_return", theirs_in_another_swap),
    ],
)
def test_asking_is_refused_by_field(
    cast: Cast, window: DutyWindow, entry: RosterEntry, field: str, changes: Callable[..., dict[str, Any]]
) -> None:
    asked: dict[str, Any] = {"by": cast.officer, "entries": [entry], "of": cast.colleague} | changes(cast, window)
    with nothing_written(), pytest.raises(ValidationError) as refused:
        ask_swap(**asked)
    assert list(refused.value.message_dict) == [field]


def test_the_duty_says_when_a_round_begins(cast: Cast, window: DutyWindow, entry: RosterEntry) -> None:
    make_duty(window, MONDAY, starts_at=at("2026-11-23 05:30"), ends_at=at("2026-11-23 06:30"))
    with pytest.raises(ValidationError):
        ask_swap(by=cast.officer, entries=[entry], of=cast.colleague)


def test_a_swap_that_lapsed_can_neither_be_accepted_nor_block_another(
    cast: Cast, entry: RosterEntry, window: DutyWindow, early: time_machine.Traveller
) -> None:
    taken = make_entry(window, WEDNESDAY, cast.colleague)
    swap = ask_swap(by=cast.officer, entries=[entry], of=cast.colleague, in_return=[taken])
    early.move_to(at("2026-11-23 07:30"))
    with nothing_written(), pytest.raises(ValidationError):
        accept_swap(by=cast.colleague, swap=swap)
    again = ask_swap(by=cast.colleague, entries=[taken], of=cast.officer)
    assert again.lapses_at == at("2026-11-25 07:30")


def gone(_cast: Cast, _window: DutyWindow, entry: RosterEntry) -> None:
    entry.delete()


def one_of_two_gone(cast: Cast, _window: DutyWindow, entry: RosterEntry) -> None:
    RosterEntry.objects.filter(pk=entry.pk).update(officer=cast.commander)


def put_there(cast: Cast, window: DutyWindow, _entry: RosterEntry) -> None:
    make_entry(window, MONDAY, cast.colleague)


def out_of_service(cast: Cast, _window: DutyWindow, _entry: RosterEntry) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(unit=cast.other_station)
    cast.colleague.refresh_from_db()


@pytest.mark.parametrize("meanwhile", [gone, one_of_two_gone, put_there, out_of_service])
def test_a_swap_that_the_roster_has_overtaken_is_refused(
    cast: Cast, window: DutyWindow, entry: RosterEntry, meanwhile: Callable[..., None]
) -> None:
    swap = ask_swap(by=cast.officer, entries=[entry], of=cast.colleague)
    meanwhile(cast, window, entry)
    before = owners()
    with nothing_written(), pytest.raises(ValidationError):
        accept_swap(by=cast.colleague, swap=swap)
    assert (Swap.objects.get().state, owners()) == ("asked", before)


@pytest.mark.parametrize("key", list(LABELS))
@pytest.mark.parametrize("taken", ["", "2026-11-25 07:30–08:30 SPQ-01"])
def test_a_notice_names_both_rounds(key: str, taken: str) -> None:
    with translation.override("en"):
        said = kind_of(key).say({"given": "2026-11-23 07:30–08:30 SPQ-09", "taken": taken})
    assert "SPQ-09" in said.text
    assert (taken or "nothing") in said.text
    assert said.title


def test_an_entry_belongs_to_the_swap_that_is_asked_last(cast: Cast, entry: RosterEntry) -> None:
    first = ask_swap(by=cast.officer, entries=[entry], of=cast.colleague)
    decline_swap(by=cast.colleague, swap=first)
    second = ask_swap(by=cast.officer, entries=[entry], of=cast.commander)
    assert (list(first.entries.all()), list(second.entries.all())) == ([], [entry])
