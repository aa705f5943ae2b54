"""The portal's Celery application with a making of duties that never comes to an end, to be killed in."""

import os
import threading
from pathlib import Path

from campus_safety.celery import app

__all__ = ["app"]


@app.on_after_finalize.connect
def stall_before_the_end(**options: object) -> None:
    """Once the apps are there: the row that ends a making is never done with."""
    import django

    django.setup()
    from django.db.models.signals import post_save

    from patrols.models import DutyRun

    post_save.connect(_stall, sender=DutyRun)


def _stall(**options: object) -> None:
    Path(os.environ["STALL_FILE"]).touch()
    threading.Event().wait()
