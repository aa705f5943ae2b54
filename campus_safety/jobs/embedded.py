"""The embedded broker: messages and bindings in files on this machine, which nobody reads half written.

Kombu's transport makes a file before it fills it. A worker that looks in between reads nothing, and ends with a
`JSONDecodeError` (https://github.com/celery/kombu/issues/1551).
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel whose messages appear whole, and whose bindings are read and written by one process at a time."""

    def _put(self, queue: str, payload: Any, **_routing: Any) -> None:  # type: ignore[override]  # as Kombu's
        """Write the message under a name that no worker looks for, then give it its own."""
        file = Path(self.data_folder_out) / f"{monotonic_ns():020}_{uuid4()}.{queue}.msg"
        unfinished = file.with_suffix(".part")
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.rename(file)

    def get_table(self, exchange: str) -> list[filesystem.exchange_queue_t]:  # type: ignore[override]  # as Kombu's
        """The bindings of an exchange: routing key, pattern, queue."""
        with self._alone():
            return list(super().get_table(exchange))

    def _queue_bind(self, *binding: Any) -> None:
        with self._alone():
            super()._queue_bind(*binding)

    def _delete(self, *binding: Any, **options: Any) -> None:
        with self._alone():
            super()._delete(*binding, **options)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep every other process, and every other channel of this one, from the bindings."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "lock").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield  # closing the file opens the gate


class Transport(filesystem.Transport):
    """Kombu's transport by files, with channels that do not race."""

    Channel = Channel
