"""The portal's Celery application with one more indicator, which never comes to an end: a compile to be killed in."""

import os
import threading
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from campus_safety.celery import app

__all__ = ["app"]


@app.on_after_finalize.connect
def add_stalling_indicator(**options: object) -> None:
    """Once the apps are there."""
    import django

    django.setup()
    from campus_safety.statistics.registry import Indicator, register
    from campus_safety.statistics.sources import Source

    source = Source("stall", _stall, measures={})
    register(Indicator("stall", "", "", "", 65, source, rows=lambda code, period: ""))


def _stall(unit_ids: Collection[int], period: object, at: datetime) -> Any:
    Path(os.environ["STALL_FILE"]).touch()
    threading.Event().wait()
