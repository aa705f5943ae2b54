"""Celery beat that leaves a heartbeat row, so that health can be told without asking the broker."""

import time
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections

HEARTBEAT_EVERY_S = 10.0


class BeatingScheduler(PersistentScheduler):
    """The file-based scheduler, with a heartbeat in the database at most every ten seconds."""

    _beaten_at = float("-inf")

    def tick(self, *args: Any, **options: Any) -> float:
        """Publish what is due; returns the seconds to wait."""
        wait: float = super().tick(*args, **options)
        if time.monotonic() - self._beaten_at >= HEARTBEAT_EVERY_S:
            self._beat()
        return wait

    def _beat(self) -> None:
        from campus_safety.jobs.actions import record_heartbeat  # the app registry is ready only by now

        close_old_connections()
        try:
            record_heartbeat(name="beat")
        except DatabaseError:
            self.logger.exception("The heartbeat of beat could not be written.")
        else:
            self._beaten_at = time.monotonic()
