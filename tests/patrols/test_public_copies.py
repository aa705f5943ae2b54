"""The stored bytes: built when something changes, served without a query, the same for everybody."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from campus_safety.accounts.models import User
from patrols.actions import save_point, save_window
from patrols.actions.public import build_copy, mark_public_stale, rebuild_public
from patrols.models import PublicCopy
from patrols.public import memory
from patrols.public.contents import CONTENTS, GEOJSON, Made, home_key
from patrols.tasks import rebuild_public as task
from patrols.views.stored import takes_gzip
from tests.cast import Cast
from tests.factories import at, make_duty, make_point, make_school, make_window

DAY = date(2026, 10, 12)
HOME, POINTS = "/", "/api/v1/public/patrol-points.geojson"
BOTH = pytest.mark.parametrize("url", [HOME, POINTS])

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    """A Monday, 06:00."""
    with time_machine.travel(at("2026-10-12 06:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in earnest, a fresh copy is not compared with the database at every request."""
    monkeypatch.setattr(memory, "ASK_EVERY_S", 60)


@BOTH
def test_a_fresh_copy_is_served_without_a_query(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries, unasked: None, url: str
) -> None:
    client.force_login(cast.officer)
    first = client.get(url)
    with django_assert_num_queries(0):
        again = client.get(url)
    assert again.content == first.content
    assert not again.cookies


@BOTH
def test_a_copy_is_compared_with_the_database_by_one_query(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries, url: str
) -> None:
    client.get(url)
    with django_assert_num_queries(1):
        client.get(url)


@BOTH
def test_everybody_gets_the_same(cast: Cast, url: str) -> None:
    answers = set()
    for user in cast.roles.values():
        client = Client()
        if isinstance(user, User):
            client.force_login(user)
        answer = client.get(url)
        answers.add((answer.content, tuple(sorted(answer.headers.items()))))
    assert len(answers) == 1


def test_each_language_has_its_copy(cast: Cast, client: Client) -> None:
    chinese = client.get(HOME)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(HOME)
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh-hans", "en")
    assert '<html lang="en"' in english.content.decode()
    assert '<html lang="zh-CN"' in chinese.content.decode()
    assert chinese["ETag"] != english["ETag"]
    assert english["Vary"] == "Accept-Encoding, Cookie"


@BOTH
def test_the_browser_keeps_what_it_has(cast: Cast, client: Client, url: str) -> None:
    etag = client.get(url)["ETag"]
    answer = client.get(url, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert client.get(url, headers={"if-none-match": '"other"'}).status_code == 200


@BOTH
def test_bytes_are_compressed_once(cast: Cast, client: Client, url: str) -> None:
    plain, packed = client.get(url), client.get(url, headers={"accept-encoding": "gzip, deflate, br"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("*", True),
        ("*, gzip;q=0", False),
    ],
)
def test_gzip_is_sent_to_whom_takes_it(header: str, expected: bool) -> None:
    assert takes_gzip(header) is expected


@BOTH
def test_head_gets_the_headers_only(cast: Cast, client: Client, url: str) -> None:
    whole, head = client.get(url), client.head(url)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)
    assert client.post(url).status_code == 405


@BOTH
def test_caches_may_keep_but_must_ask(cast: Cast, client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer["Cache-Control"] == "public, no-cache"
    assert not {"Expires", "Last-Modified", "Age"} & set(answer.headers)


def test_a_copy_is_good_until_the_next_window_s_end(cast: Cast, morning: time_machine.Traveller) -> None:
    make_duty(make_window(cast.point), DAY)
    morning.move_to(at("2026-10-12 08:29") + timedelta(seconds=30), tick=False)
    rebuild_public()
    assert set(PublicCopy.objects.values_list("good_until", flat=True)) == {at("2026-10-12 08:30")}


def test_a_copy_is_good_until_midnight(cast: Cast, morning: time_machine.Traveller) -> None:
    morning.move_to(at("2026-10-12 23:59") + timedelta(seconds=30), tick=False)
    rebuild_public()
    assert set(PublicCopy.objects.values_list("good_until", flat=True)) == {at("2026-10-13 00:00")}


def test_a_request_rebuilds_at_the_window_s_end(
    cast: Cast, client: Client, morning: time_machine.Traveller, unasked: None
) -> None:
    make_duty(make_window(cast.point), DAY, "done")
    morning.move_to(at("2026-10-12 08:29") + timedelta(seconds=59), tick=False)
    before = client.get(POINTS).json()
    morning.move_to(at("2026-10-12 08:30"), tick=False)
    after = client.get(POINTS).json()
    assert [answer["features"][0]["properties"]["served"] for answer in (before, after)] == [False, True]


def test_a_request_rebuilds_at_midnight(
    cast: Cast, client: Client, morning: time_machine.Traveller, unasked: None
) -> None:
    make_point(cast.station, "SPQ-02", in_force_from=date(2026, 10, 13))
    morning.move_to(at("2026-10-12 23:59") + timedelta(seconds=59), tick=False)
    before = len(client.get(POINTS).json()["features"])
    morning.move_to(at("2026-10-13 00:00"), tick=False)
    assert (before, len(client.get(POINTS).json()["features"])) == (1, 2)


def test_the_worker_rebuilds_what_has_expired(
    cast: Cast, morning: time_machine.Traveller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert rebuild_public() == len(CONTENTS) == 3
    assert rebuild_public() == 0
    morning.shift(timedelta(minutes=1))
    task()
    assert set(PublicCopy.objects.values_list("built_at", flat=True)) == {at("2026-10-12 06:01")}
    with django_assert_num_queries(1):
        task()


def test_a_copy_that_another_process_built_is_taken_over(cast: Cast, client: Client) -> None:
    client.get(POINTS)
    make_point(cast.station, "SPQ-02")
    build_copy(key=GEOJSON, at=at("2026-10-12 06:00"))  # the other process: nothing is marked in this one
    assert len(client.get(POINTS).json()["features"]) == 2


def test_a_new_process_builds_for_itself(cast: Cast, client: Client) -> None:
    rebuild_public()
    PublicCopy.objects.update(plain=b"from an older release", etag="old")
    assert len(client.get(POINTS).json()["features"]) == 1


def test_saving_a_point_shows_at_once(
    cast: Cast,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    unasked: None,
) -> None:
    client.get(POINTS)
    cast.point.name = "三峡幼儿园东门"
    with django_capture_on_commit_callbacks(execute=True):
        save_point(point=cast.point, schools=[cast.school])
    assert client.get(POINTS).json()["features"][0]["properties"]["name"] == "三峡幼儿园东门"


def test_saving_a_window_marks_the_copies_stale(cast: Cast) -> None:
    rebuild_public()
    save_window(window=make_window(cast.point, time(7), time(8)))
    assert not PublicCopy.objects.filter(good_until__gt=at("2026-10-12 06:00")).exists()


def test_schools_and_units_show_within_a_minute(
    cast: Cast, client: Client, morning: time_machine.Traveller, unasked: None
) -> None:
    client.get(POINTS)
    cast.school.name = "三峡中心幼儿园"
    cast.school.save()
    cast.station.hotline = "68820000"
    cast.station.save()
    morning.shift(timedelta(minutes=1))
    properties = client.get(POINTS).json()["features"][0]["properties"]
    assert (properties["schools"], properties["hotline"]) == (["三峡中心幼儿园"], "68820000")


@BOTH
def test_the_same_content_keeps_its_etag(cast: Cast, client: Client, morning: time_machine.Traveller, url: str) -> None:
    etag = client.get(url)["ETag"]
    mark_public_stale()
    morning.shift(timedelta(minutes=5))
    assert client.get(url)["ETag"] == etag


def test_building_costs_the_same_at_1_and_30_points(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = at("2026-10-12 06:00")
    build_copy(key=home_key("en"), at=now)
    with django_assert_max_num_queries(11) as at_one:
        build_copy(key=home_key("en"), at=now)
    for number in range(2, 31):
        point = make_point(cast.station, f"SPQ-{number:02d}", schools=[make_school(cast.station)])
        make_duty(make_window(point), DAY)
    with django_assert_num_queries(len(at_one)):
        build_copy(key=home_key("en"), at=now)


@pytest.mark.django_db(transaction=True)
def test_a_change_while_a_copy_is_built_is_not_lost(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, unasked: None
) -> None:
    client.get(POINTS)
    mark_public_stale()
    was_read, may_store = Event(), Event()
    make = CONTENTS[GEOJSON].make

    def make_slowly(moment: datetime) -> Made:
        made = make(moment)
        was_read.set()
        may_store.wait(10)
        return made

    def save() -> None:
        cast.point.name = "三峡幼儿园东门"
        save_point(point=cast.point, schools=[cast.school])
        connection.close()

    def build() -> None:
        client.get(POINTS)
        connection.close()

    monkeypatch.setitem(CONTENTS, GEOJSON, replace(CONTENTS[GEOJSON], make=make_slowly))
    builder, saver = Thread(target=build), Thread(target=save)
    builder.start()
    assert was_read.wait(10)
    saver.start()
    saver.join(0.5)
    assert saver.is_alive()  # it waits for the copy, and marks it stale afterwards
    may_store.set()
    builder.join(10)
    saver.join(10)
    assert client.get(POINTS).json()["features"][0]["properties"]["name"] == "三峡幼儿园东门"
