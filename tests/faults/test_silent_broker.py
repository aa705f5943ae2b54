"""A request never talks to the broker: with one that never answers, every write still goes through."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campus_safety.celery import app
from campus_safety.statistics.models import StaleMonth
from patrols.models import CheckIn, DutyWindow, Outing, PatrolPoint
from tests.cast import Cast
from tests.factories import PLACE, make_duty, make_vehicle, make_window, uuid_number

QUICK_S = 5.0


@pytest.fixture(params=["redis://127.0.0.1:{port}/0", "amqp://127.0.0.1:{port}//"])
def broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A port that the kernel answers and nobody reads: whoever connects stays in its queue."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = request.param.format(port=listening.getsockname()[1])
        monkeypatch.setitem(app.conf, "broker_url", address)
        yield listening


def _is_untouched(broker: socket.socket) -> bool:
    try:
        connection, _address = broker.accept()
    except BlockingIOError:
        return True
    connection.close()
    return False


def _post(client: Client, address: str, body: dict[str, Any]) -> int:
    return client.post(address, body, content_type="application/json").status_code


@pytest.mark.django_db
def test_the_broker_would_notice(broker: socket.socket) -> None:
    connection = app.connection_for_write(transport_options={"socket_timeout": 0.1}, connect_timeout=0.1)

    with connection, pytest.raises(Exception):  # noqa: B017, PT011  (whatever the transport says of silence)
        connection.ensure_connection(max_retries=1, timeout=1)

    assert not _is_untouched(broker)


def test_the_main_job_goes_through_without_the_broker(cast: Cast, client: Client, broker: socket.socket) -> None:
    now = timezone.localtime()
    car = make_vehicle(cast.station)
    client.force_login(cast.officer)
    outing = {"uuid": str(uuid_number(1)), "kind": "peak", "officers": ["officer"], "vehicles": [car.plate],
              "volunteers": 2, "units": [], "started_at": now.isoformat()}  # fmt: skip
    check_in = {"uuid": str(uuid_number(2)), "point": cast.point.code, "captured_at": now.isoformat(),
                "latitude": PLACE[0], "longitude": PLACE[1], "accuracy_m": 12.5, "method": "gps"}  # fmt: skip
    begun = time.monotonic()

    statuses = [
        _post(client, "/api/v1/outings/", outing),
        _post(client, "/api/v1/check-ins/", check_in),
        _post(client, f"/api/v1/outings/{uuid_number(1)}/end/", {"ended_at": (now + timedelta(seconds=1)).isoformat()}),
    ]

    assert statuses == [201, 201, 200]
    assert time.monotonic() - begun < QUICK_S
    assert _is_untouched(broker)
    assert (Outing.objects.count(), CheckIn.objects.count()) == (1, 1)
    assert StaleMonth.objects.filter(unit=cast.station).exists()


def test_pages_that_write_go_through_without_the_broker(cast: Cast, client: Client, broker: socket.socket) -> None:
    duty = make_duty(make_window(cast.point), timezone.localdate() + timedelta(days=1))
    begun = time.monotonic()
    client.force_login(cast.commander)
    place = {"latitude": PLACE[0], "longitude": PLACE[1]}
    noon = {"starts_at": "12:00", "ends_at": "13:00"}
    forms: dict[str, dict[str, Any]] = {
        "/today/start/": {"kind": "peak"},
        f"/today/check-in/{cast.point.code}/": {"note": "手机没电"},
        "/today/end/": {},
        f"/patrols/duties/{duty.pk}/cancel/": {"reason": "雨天停课"},
        "/patrols/points/new/": {"code": "SPQ-99", "name": "东门"} | place,
        f"/patrols/points/{cast.point.code}/windows/new/": {"occasion": "other"} | noon,
        "/patrols/vehicles/new/": {"plate": "渝A·D9999警", "is_active": "on"},
        "/schools/new/": {"name": "新学校", "levels": ["primary"], "pupils": 1, "staff": 1} | place,
        "/sign-out/": {},
    }

    statuses = {page: client.post(page, _filled(client, page) | form).status_code for page, form in forms.items()}

    assert statuses == dict.fromkeys(forms, 302)
    assert time.monotonic() - begun < QUICK_S
    assert _is_untouched(broker)
    assert Outing.objects.filter(ended_at__isnull=False, check_ins__point=cast.point).count() == 1
    assert PatrolPoint.objects.filter(code="SPQ-99").exists()
    assert DutyWindow.objects.filter(point=cast.point).count() == 2


def _filled(client: Client, address: str) -> dict[str, Any]:
    """What stands in the form of a page before anybody types; nothing where the page is a button alone."""
    context = client.get(address).context
    form = context.get("form") if context else None
    if form is None:
        return {}
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, "", False)}
