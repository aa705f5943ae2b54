"""An outing: who may go out with whom, once, and how it ends."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from campus_safety.accounts.models import User
from campus_safety.statistics.models import StaleMonth
from patrols.actions import end_outing, start_outing
from patrols.claims import OutingClaim, UuidTaken
from patrols.models import Outing, OutingOfficer, VehicleDispatch
from tests.cast import Cast
from tests.counting import nothing_written
from tests.factories import at, make_outing, make_user, make_vehicle, uuid_number

NOW = at("2026-11-23 07:20")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """It is 07:20."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def claim(*officers: str, **changes: Any) -> OutingClaim:
    """An outing that is as it should be, with some changes."""
    values: dict[str, Any] = {
        "uuid": uuid_number(1),
        "kind": "peak",
        "officers": list(officers or ["officer"]),
        "started_at": NOW,
        "vehicles": [],
        "volunteers": 3,
    }
    return OutingClaim(**values | changes)


JOINT: dict[str, Any] = {"kind": "joint", "units": ["XJW"]}


# --- Start ---


def test_it_writes_the_team_the_vehicles_and_the_volunteers(cast: Cast) -> None:
    make_vehicle(cast.station, "渝A·D0110警")
    outing = start_outing(by=cast.officer, claim=claim("officer", "colleague", vehicles=["渝A·D0110警"])).outing
    team = OutingOfficer.objects.filter(outing=outing).values_list("officer__username", "unit__code", "ended_at")
    assert sorted(team) == [("colleague", "SPQ", None), ("officer", "SPQ", None)]
    assert [str(dispatch.vehicle) for dispatch in VehicleDispatch.objects.filter(outing=outing)] == ["渝A·D0110警"]
    assert (outing.unit, outing.volunteers, outing.started_by) == (cast.station, 3, cast.officer)


def test_each_unit_of_a_joint_outing_counts_its_own(cast: Cast) -> None:
    make_vehicle(cast.squad, "渝A·D0901警")
    joint = claim("officer", "squad", vehicles=["渝A·D0901警"], **JOINT)
    outing = start_outing(by=cast.officer, claim=joint).outing
    team = OutingOfficer.objects.filter(outing=outing).values_list("officer__username", "unit__code")
    assert sorted(team) == [("officer", "SPQ"), ("squad", "XJW")]
    assert VehicleDispatch.objects.get(outing=outing).unit == cast.squad
    assert {mark.unit.code for mark in StaleMonth.objects.all()} == {"SPQ", "XJW"}


def test_it_marks_the_month_and_stands_on_the_trail(cast: Cast) -> None:
    outing = start_outing(by=cast.officer, claim=claim("officer", "colleague")).outing
    assert [(mark.unit, mark.first_day) for mark in StaleMonth.objects.all()] == [(cast.station, date(2026, 11, 1))]
    entry = LogEntry.objects.get(content_type__model="outing", object_pk=str(outing.pk))
    assert (entry.actor_id, entry.changes["volunteers"]) == (cast.officer.pk, ["None", "3"])


def test_a_commander_sends_officers_out_without_going(cast: Cast) -> None:
    assert start_outing(by=cast.commander, claim=claim("officer")).is_new


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"officers": []}, "officers"),
        ({"officers": ["officer", "nobody"]}, "officers"),
        ({"officers": ["officer", "officer2"]}, "officers"),
        ({"officers": ["officer", "squad"]}, "officers"),
        ({"officers": ["officer", "principal"]}, "officers"),
        ({"officers": ["colleague"]}, "officers"),
        ({"officers": ["officer", "officer2"]} | JOINT, "officers"),
        ({"officers": ["officer", "busy"]}, "officers"),
        ({"officers": ["officer", "gone"]}, "officers"),
        ({"vehicles": ["渝A·D9999警"]}, "vehicles"),
        ({"vehicles": ["渝A·D0901警"]}, "vehicles"),
        ({"vehicles": ["渝A·D0111警"]}, "vehicles"),
        ({"kind": "joint"}, "units"),
        ({"kind": "joint", "units": ["SPQ"]}, "units"),
        ({"kind": "joint", "units": ["NONE"]}, "units"),
        ({"kind": "peak", "units": ["XJW"], "officers": ["officer", "squad"]}, "units"),
        ({"volunteers": -1}, "volunteers"),
        ({"volunteers": 1001}, "volunteers"),
        ({"started_at": NOW + timedelta(minutes=11)}, "started_at"),
        ({"started_at": NOW - timedelta(days=31)}, "started_at"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(cast: Cast, values: dict[str, Any], field: str) -> None:
    make_outing(make_user("busy", unit=cast.station), started_at=at("2026-11-23 06:00"))
    make_user("gone", unit=cast.station, is_active=False)
    make_vehicle(cast.squad, "渝A·D0901警")
    retired = make_vehicle(cast.station, "渝A·D0111警")
    retired.is_active = False
    retired.save()
    with nothing_written(), pytest.raises(ValidationError) as raised:
        start_outing(by=cast.officer, claim=claim(**values))
    assert list(raised.value.message_dict) == [field]


def test_who_has_no_unit_starts_none(cast: Cast) -> None:
    with nothing_written(), pytest.raises(PermissionDenied):
        start_outing(by=cast.administrator, claim=claim("admin"))


# --- The same request again ---


def test_the_same_request_again_changes_nothing(cast: Cast, clock: time_machine.Traveller) -> None:
    first = start_outing(by=cast.officer, claim=claim())
    clock.move_to(NOW + timedelta(days=40))
    with nothing_written():
        again = start_outing(by=cast.officer, claim=claim())
    assert (first.is_new, again.is_new, again.outing) == (True, False, first.outing)


def test_the_same_uuid_with_another_body_is_taken(cast: Cast) -> None:
    start_outing(by=cast.officer, claim=claim())
    with nothing_written(), pytest.raises(UuidTaken):
        start_outing(by=cast.officer, claim=claim(volunteers=4))


def test_another_users_uuid_is_taken(cast: Cast) -> None:
    start_outing(by=cast.officer, claim=claim())
    with nothing_written(), pytest.raises(UuidTaken):
        start_outing(by=cast.colleague, claim=claim("colleague"))


# --- One open outing an officer ---


def test_a_second_open_outing_of_an_officer_is_refused(cast: Cast) -> None:
    start_outing(by=cast.officer, claim=claim("officer", "colleague"))
    with nothing_written(), pytest.raises(ValidationError, match="colleague"):
        start_outing(by=cast.commander, claim=claim("commander", "colleague", uuid=uuid_number(2)))


def test_the_database_itself_refuses_a_second_open_outing(cast: Cast) -> None:
    make_outing(cast.officer, started_at=NOW)
    other = make_outing(cast.colleague, started_at=NOW)
    member = OutingOfficer(outing=other, officer=cast.officer, unit=cast.station, started_at=NOW)
    with nothing_written(), pytest.raises(IntegrityError), transaction.atomic():
        member.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same", [True, False])
def test_of_two_starts_at_the_same_moment_one_wins(cast: Cast, is_same: bool) -> None:
    gate = Barrier(2)

    def start(number: int) -> str:
        gate.wait()
        try:
            wanted = claim("officer", "colleague", uuid=uuid_number(1 if is_same else number))
            return "new" if start_outing(by=cast.officer, claim=wanted).is_new else "again"
        except ValidationError as error:
            return next(iter(error.message_dict))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(start, (1, 2)))
    assert told == sorted(["new", "again" if is_same else "officers"])
    assert (Outing.objects.count(), OutingOfficer.objects.count()) == (1, 2)


# --- End ---


@pytest.fixture
def outing(cast: Cast) -> Outing:
    """Out since 07:00, started by the officer, with the colleague."""
    return make_outing(cast.officer, cast.colleague, started_at=at("2026-11-23 07:00"))


@pytest.mark.parametrize("who", ["officer", "colleague", "commander", "bureau"])
def test_it_ends_for_the_whole_team(cast: Cast, outing: Outing, who: str) -> None:
    user: User = getattr(cast, who)
    end_outing(by=user, outing=outing, ended_at=NOW)
    assert list(OutingOfficer.objects.values_list("ended_at", flat=True)) == [NOW, NOW]
    assert Outing.objects.get().ended_at == NOW
    assert start_outing(by=cast.officer, claim=claim()).is_new


@pytest.mark.parametrize("who", ["other_officer", "squad_officer", "principal", "auditor", "administrator"])
def test_who_has_no_part_in_it_does_not_end_it(cast: Cast, outing: Outing, who: str) -> None:
    with nothing_written(), pytest.raises(PermissionDenied):
        end_outing(by=getattr(cast, who), outing=outing, ended_at=NOW)
    assert Outing.objects.get().ended_at is None


@pytest.mark.parametrize("ended_at", [at("2026-11-23 06:59"), NOW + timedelta(minutes=11)])
def test_it_ends_neither_before_it_starts_nor_ahead(cast: Cast, outing: Outing, ended_at: Any) -> None:
    with nothing_written(), pytest.raises(ValidationError, match="ended_at"):
        end_outing(by=cast.officer, outing=outing, ended_at=ended_at)
    assert set(OutingOfficer.objects.values_list("ended_at", flat=True)) == {None}


def test_the_same_end_again_changes_nothing(cast: Cast, outing: Outing) -> None:
    end_outing(by=cast.officer, outing=outing, ended_at=NOW)
    with nothing_written():
        again = end_outing(by=cast.officer, outing=Outing.objects.get(), ended_at=NOW)
    assert again.ended_at == NOW


def test_another_end_is_refused_also_by_who_looked_earlier(cast: Cast, outing: Outing) -> None:
    looked_earlier = Outing.objects.get()
    end_outing(by=cast.officer, outing=outing, ended_at=NOW)
    for known in (Outing.objects.get(), looked_earlier):
        with nothing_written(), pytest.raises(ValidationError, match="ended_at"):
            end_outing(by=cast.colleague, outing=known, ended_at=NOW + timedelta(minutes=5))
    assert Outing.objects.get().ended_at == NOW


def test_the_database_itself_refuses_an_end_before_the_start(cast: Cast, outing: Outing) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Outing.objects.filter(pk=outing.pk).update(ended_at=at("2026-11-23 06:59"))
