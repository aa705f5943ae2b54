"""The embedded broker: whoever looks while something is written finds it whole or not at all."""

import fcntl
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import Empty
from typing import Any, cast

import pytest
from kombu import Connection
from kombu.transport import filesystem

from campus_safety.jobs.broker import broker
from campus_safety.jobs.embedded import Channel


class Onlooker:
    """A message's content that looks at the queue while it is written."""

    def __init__(self, reader: Channel) -> None:
        self._reader = reader
        self.seen: list[Any] = []

    def __json__(self) -> str:
        try:
            self.seen.append(self._reader._get("work"))
        except Empty:
            self.seen.append(None)
        return "content"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    address, options = broker(redis_url="", folder=tmp_path)
    with Connection(address, transport_options=options) as connection:
        yield connection


def channel(connection: Connection) -> Channel:
    """What one process has of the broker."""
    return cast("Channel", connection.channel())


def test_a_message_is_seen_whole_or_not_at_all(connection: Connection) -> None:
    reader = channel(connection)
    content = Onlooker(reader)

    channel(connection)._put("work", {"body": content})

    assert content.seen == [None]
    assert reader._size("work") == 1
    assert reader._get("work") == {"body": "content"}
    assert reader._size("work") == 0


def test_messages_come_out_in_their_order(connection: Connection) -> None:
    with connection.SimpleQueue("work") as queue:
        for number in range(3):
            queue.put({"number": number})

        assert [queue.get_nowait().payload["number"] for _ in range(3)] == [0, 1, 2]


def test_bindings_are_read_whole_or_not_at_all(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beat publishes in the moment in which the worker has made the file of its first binding and not filled it."""
    reader, lock = channel(connection), filesystem.lock
    looks: list[Future[Any]] = []

    def look_before_it_is_locked(file: Any, flags: int) -> None:
        if file.name.endswith("exchange") and flags == fcntl.LOCK_EX:
            looks.append(pool.submit(reader.get_table, "exchange"))
            wait(looks, timeout=0.2)
        lock(file, flags)

    monkeypatch.setattr(filesystem, "lock", look_before_it_is_locked)
    with ThreadPoolExecutor(1) as pool:
        channel(connection)._queue_bind("exchange", "key", "", "work")

        assert [look.result() for look in looks] == [[("key", "", "work")]]
