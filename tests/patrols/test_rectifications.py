"""Rectification outings: a topic at the start, what was found at the end or later, and repeats from before all this."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from patrols.actions import end_outing, note_findings, start_outing
from patrols.claims import Findings, OutingClaim
from patrols.models import Outing
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at, make_outing, uuid_number

NOW = at("2026-11-23 08:41")
FOUND = Findings(places_checked=6, problems_found=2, found="两家无证摊点")

pytestmark = pytest.mark.usefixtures("clock")


def claim(**changes: Any) -> OutingClaim:
    """A rectification of noise, with some changes."""
    values: dict[str, Any] = {
        "uuid": uuid_number(1), "kind": "rectification", "officers": ["officer"], "started_at": NOW, "topic": "noise",
    }  # fmt: skip
    return OutingClaim(**values | changes)


def rectification(cast: Cast, **fields: Any) -> Outing:
    """One of the officer's, out since seven."""
    values: dict[str, Any] = {"kind": "rectification", "topic": "noise", "started_at": at("2026-11-23 07:00")} | fields
    return make_outing(cast.officer, **values)


def start_form(**changes: Any) -> dict[str, Any]:
    """What the form of an outing sends, with some changes."""
    values = {"uuid": str(uuid_number(1)), "kind": "rectification", "topic": "vice", "officers": ["officer"]}
    return values | changes


# --- Start ---


def test_the_digest_of_what_was_sent_before_stays_what_it_was() -> None:
    before = OutingClaim(
        uuid=uuid_number(1), kind="rectification", officers=["officer"], started_at=at("2026-11-23 07:20"), volunteers=3
    )

    assert before.digest == "65a7ba661fe64db9aae485a83db036087fa3905000a8c0214617d16ff8b4d0fd"
    assert replace(before, topic="fire").digest != before.digest


def test_it_starts_with_a_topic_that_the_trail_keeps(cast: Cast) -> None:
    outing = start_outing(by=cast.officer, claim=claim()).outing

    assert outing.topic == "noise"
    assert LogEntry.objects.get(content_type__model="outing").changes["topic"] == ["None", "noise"]


def test_without_a_topic_it_is_accepted_as_before(cast: Cast) -> None:
    assert start_outing(by=cast.officer, claim=claim(topic="")).outing.topic == ""


@pytest.mark.parametrize("changes", [{"topic": "gossip"}, {"kind": "peak"}])
def test_a_topic_that_cannot_be_is_named_and_nothing_is_written(cast: Cast, changes: dict[str, Any]) -> None:
    with nothing_written(), pytest.raises(ValidationError) as raised:
        start_outing(by=cast.officer, claim=claim(**changes))
    assert list(raised.value.message_dict) == ["topic"]


def test_the_form_asks_for_the_topic(officer: Client, cast: Cast) -> None:
    with nothing_written():
        refused = officer.post("/today/start/", start_form(topic=""))

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["topic"])
    assert officer.post("/today/start/", start_form()).status_code == 302
    assert Outing.objects.get().topic == "vice"


def test_the_form_leaves_the_topic_of_another_kind_aside(officer: Client, cast: Cast) -> None:
    officer.post("/today/start/", start_form(kind="peak"))

    assert Outing.objects.get().topic == ""


# --- What was found ---


@pytest.mark.parametrize("who", ["officer", "commander", "bureau"])
def test_team_and_commander_note_what_was_found_later(cast: Cast, who: str) -> None:
    outing = rectification(cast, ended_at=NOW)
    client = signed_in(getattr(cast, who))

    said = {"places_checked": "6", "problems_found": "2", "found": "两家无证摊点"}
    answer = client.post(f"/patrols/outings/{outing.pk}/findings/", said)

    assert answer.headers["Location"] == outing.get_absolute_url()
    assert Outing.objects.values_list(*said).get() == (6, 2, "两家无证摊点")


def test_the_words_enter_the_trail_by_name_only_and_a_repeat_leaves_no_trace(cast: Cast) -> None:
    outing = rectification(cast)
    note_findings(by=cast.officer, outing=outing, findings=FOUND)

    with nothing_written():
        note_findings(by=cast.officer, outing=Outing.objects.with_team().get(), findings=FOUND)

    changes = LogEntry.objects.get(content_type__model="outing").changes
    assert changes == {"places_checked": ["None", "6"], "problems_found": ["None", "2"], "found": ["", "•••"]}


@pytest.mark.parametrize("who", ["colleague", "other_officer"])
def test_who_has_no_part_in_it_notes_nothing(cast: Cast, who: str) -> None:
    outing = rectification(cast)
    with nothing_written(), pytest.raises(PermissionDenied):
        note_findings(by=getattr(cast, who), outing=outing, findings=FOUND)


@pytest.mark.parametrize("values", [{"places_checked": -1}, {"problems_found": 1001}])
def test_a_number_that_cannot_be_is_named(cast: Cast, values: dict[str, Any]) -> None:
    outing = rectification(cast)
    with nothing_written(), pytest.raises(ValidationError) as raised:
        note_findings(by=cast.officer, outing=outing, findings=Findings(**values))
    assert list(raised.value.message_dict) == list(values)


def test_a_number_of_a_person_is_doubted(officer: Client, cast: Cast) -> None:
    outing = rectification(cast)

    answer = officer.post(f"/patrols/outings/{outing.pk}/findings/", {"found": "房东电话 13812345678"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["found"])


def test_another_kind_of_outing_has_no_findings(officer: Client, cast: Cast) -> None:
    outing = make_outing(cast.officer, started_at=at("2026-11-23 07:00"))

    assert officer.get(f"/patrols/outings/{outing.pk}/findings/").status_code == 404
    with nothing_written(), pytest.raises(ValidationError) as raised:
        end_outing(by=cast.officer, outing=outing, ended_at=NOW, findings=Findings(problems_found=0))
    assert list(raised.value.message_dict) == ["problems_found"]


# --- End ---


def test_the_end_asks_what_was_found_and_lets_it_wait(officer: Client, cast: Cast) -> None:
    first = rectification(cast)
    second = rectification(cast, started_at=at("2026-11-22 07:00"), ended_at=at("2026-11-22 08:00"))

    assert list(officer.get("/today/end/").context["form"].fields) == ["places_checked", "problems_found", "found"]
    officer.post("/today/end/", {"places_checked": "6", "problems_found": "0", "found": ""})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ended_at, first.places_checked, first.problems_found, first.found) == (NOW, 6, 0, "")
    assert second.places_checked is None


def test_a_wrong_number_at_the_end_ends_nothing(officer: Client, cast: Cast) -> None:
    rectification(cast)

    with nothing_written():
        answer = officer.post("/today/end/", {"places_checked": "-1"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["places_checked"])
    assert Outing.objects.get().ended_at is None


def test_the_same_end_again_changes_nothing_that_was_said_since(cast: Cast, clock: time_machine.Traveller) -> None:
    outing = rectification(cast)
    end_outing(by=cast.officer, outing=outing, ended_at=NOW, findings=FOUND)
    note_findings(by=cast.commander, outing=outing, findings=Findings(problems_found=3))

    with nothing_written():
        again = end_outing(by=cast.officer, outing=Outing.objects.get(), ended_at=NOW, findings=FOUND)

    assert (again.problems_found, again.found) == (3, "")


# --- List ---


def test_the_list_is_filtered_by_topic_and_sums_what_was_found(officer: Client, cast: Cast) -> None:
    ended = {"started_at": at("2026-11-20 07:00"), "ended_at": at("2026-11-20 08:00")}
    noise = [rectification(cast, problems_found=number, **ended) for number in (2, 3)]
    rectification(cast, topic="fire", problems_found=50, **ended)

    seen = officer.get("/patrols/outings/", {"topic": "noise"}).context

    assert {outing.pk for outing in seen["page_obj"]} == {outing.pk for outing in noise}
    assert seen["totals"]["problems_found"] == 5
    assert list(officer.get("/patrols/outings/", {"topic": "x"}).context["filter"].form.errors) == ["topic"]
