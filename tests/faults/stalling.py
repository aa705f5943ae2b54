"""The portal's Celery application with one more indicator, which never comes to an end: a compile to be killed in."""

import os
import threading
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from campus_safety.celery import app

__all__ = ["app"]


@app.on_after_finalize.connect
def add_stalling_indicator(**options: object) -> None:
    """Once the apps are there."""
    import django

    django.setup()
    from campus_safety.statistics.registry import Indicator, register

    register(Indicator("stall", "", "", _stall, lambda code, period: "", "", order=65))


def _stall(unit_ids: Collection[int], period: object, at: datetime) -> int:
    Path(os.environ["STALL_FILE"]).touch()
    threading.Event().wait()
    return 0
