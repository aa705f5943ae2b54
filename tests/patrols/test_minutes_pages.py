"""The suggested minutes: to whom they are told, and what the auditor can compute again."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO

import pytest
import time_machine
from auditlog.models import LogEntry
from django.utils import timezone, translation
from openpyxl import load_workbook

from patrols.actions import make_duties
from patrols.minutes import commitment_to
from patrols.models import Duty, MinuteSecret
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_point, make_window
from tests.factories.minutes import make_secret

DAY = date(2026, 11, 23)
DAYS, OF_DAY, EXPORT = "/patrols/minutes/", "/patrols/minutes/2026-11-23/", "/patrols/minutes/2026-11-23/export/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is Monday, 23 November 2026, 06:00."""
    with time_machine.travel(at("2026-11-23 06:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def drawn(cast: Cast, clock: time_machine.Traveller) -> Duty:
    """The duty of the day at SPQ-01, with its minute."""
    make_window(cast.point)
    make_duties(first=DAY, until=DAY + timedelta(days=1))
    return Duty.objects.get(on=DAY)


def test_the_commitment_is_on_the_trail_before_the_day_and_the_secret_is_not(cast: Cast, drawn: Duty) -> None:
    secret = MinuteSecret.objects.get(on=DAY)

    entry = LogEntry.objects.get_for_object(secret).get()

    assert secret.commitment == commitment_to(secret.secret)
    assert entry.changes["commitment"] == ["None", secret.commitment]
    assert secret.secret not in str(entry.changes)


def test_a_secret_is_disclosed_on_the_day_after(cast: Cast, drawn: Duty, clock: time_machine.Traveller) -> None:
    secret, client = MinuteSecret.objects.get(on=DAY).secret, signed_in(cast.auditor)

    on_the_day = client.get(DAYS)
    assert [client.get(address).status_code for address in (OF_DAY, EXPORT)] == [404, 404]
    clock.move_to(at("2026-11-24 00:00"), tick=False)
    client = signed_in(cast.auditor)  # the session ends at night
    after = client.get(DAYS)

    assert (secret in on_the_day.content.decode(), secret in after.content.decode()) == (False, True)
    assert [client.get(address).status_code for address in (OF_DAY, EXPORT)] == [200, 200]
    assert client.get("/patrols/minutes/2026-11-24/").status_code == 404
    assert client.get("/patrols/minutes/2026-02-30/").status_code == 404


def test_every_minute_is_computed_again(cast: Cast, drawn: Duty, clock: time_machine.Traveller) -> None:
    assert drawn.suggested_at is not None
    make_window(make_point(cast.other_station, "OTH-01"))
    make_duties(first=DAY, until=DAY)
    Duty.objects.filter(pk=drawn.pk).update(state="done", visited_at=drawn.suggested_at - timedelta(minutes=4))
    other = Duty.objects.get(point__code="OTH-01", on=DAY)
    wrong = other.starts_at if other.suggested_at != other.starts_at else other.starts_at + timedelta(minutes=1)
    Duty.objects.filter(pk=other.pk).update(suggested_at=wrong)
    clock.move_to(at("2026-11-24 09:00"), tick=False)

    rows = signed_in(cast.auditor).get(OF_DAY).context["page_obj"]

    assert [(row.duty.point.code, row.is_same, row.apart_min, row.on_offer) for row in rows] == [
        ("OTH-01", False, None, 55), ("SPQ-01", True, -4, 55),
    ]  # fmt: skip
    assert rows[1].apart_text == "−4"


def test_the_list_of_a_day_is_filtered(cast: Cast, drawn: Duty, clock: time_machine.Traveller) -> None:
    clock.move_to(at("2026-11-24 09:00"), tick=False)
    client = signed_in(cast.auditor)

    found = {
        query: len(client.get(f"{OF_DAY}?{query}").context["page_obj"])
        for query in ("q=SPQ-01", "q=SPQ-02", "visited=0", "visited=1")
    }

    assert found == {"q=SPQ-01": 1, "q=SPQ-02": 0, "visited=0": 1, "visited=1": 0}
    assert client.get(OF_DAY, {"visited": "x"}).status_code == 400


def test_the_workbook_holds_all_that_is_needed(cast: Cast, drawn: Duty, clock: time_machine.Traveller) -> None:
    clock.move_to(at("2026-11-24 09:00"), tick=False)
    secret = MinuteSecret.objects.get(on=DAY)

    response = signed_in(cast.auditor).get(EXPORT)

    book = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    minutes, facts = (list(sheet.values) for sheet in book.worksheets)
    row = minutes[1]
    assert drawn.suggested_at is not None
    local = timezone.localtime(drawn.suggested_at).replace(tzinfo=None)
    assert (row[0], row[1], row[5], row[6], row[7]) == ("SPQ-01", drawn.window_id, 55, local, local)
    assert {secret.secret, secret.commitment} <= {value for _name, value in facts}


def test_reading_them_leaves_a_trace(cast: Cast, drawn: Duty, clock: time_machine.Traveller) -> None:
    clock.move_to(at("2026-11-24 09:00"), tick=False)
    client = signed_in(cast.auditor)

    for address in (DAYS, OF_DAY, EXPORT):
        client.get(address)

    read = LogEntry.objects.filter(actor=cast.auditor, changes__has_key="looked_through")
    assert {entry.changes["looked_through"][1] for entry in read} == {DAYS, OF_DAY, EXPORT}


@pytest.mark.parametrize("address", [DAYS, OF_DAY])
def test_it_takes_the_same_number_of_queries(
    cast: Cast, drawn: Duty, clock: time_machine.Traveller, address: str
) -> None:
    clock.move_to(at("2026-11-24 09:00"), tick=False)
    client = signed_in(cast.auditor)
    before = counted(client, address)
    for number in range(2, 5):
        make_secret(DAY - timedelta(days=number))
        window = make_window(make_point(cast.station, f"SPQ-{number:02d}"), time(7, 30), time(8, 30))
        Duty.objects.create(
            unit=cast.station, point=window.point, window=window, on=DAY, starts_at=drawn.starts_at,
            ends_at=drawn.ends_at, suggested_at=drawn.suggested_at,
        )  # fmt: skip

    assert counted(client, address) == before


def test_police_of_the_unit_see_the_minute_of_a_duty(cast: Cast, drawn: Duty) -> None:
    assert drawn.suggested_at is not None
    with translation.override("en"):
        clock = f"{timezone.localtime(drawn.suggested_at):%H:%M}"
        page = signed_in(cast.officer).get(drawn.get_absolute_url())
        today = signed_in(cast.officer).get("/today/")

    assert page.context["minute"] == drawn.suggested_at
    assert (clock in page.content.decode(), clock in today.content.decode()) == (True, True)
