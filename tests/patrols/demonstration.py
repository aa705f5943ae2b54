"""The demonstration data as its tests load it."""

from datetime import datetime

import time_machine

from patrols.demo.loading import load_demo
from tests.factories import at

# A Friday, in the middle of a dismissal, right after the National Day.
NOW = at("2026-10-09 16:30")
PASSWORD = "shown to everybody"
SEED = 7


def load(now: datetime) -> datetime:
    """Load it, or fill it up, at a moment."""
    with time_machine.travel(now, tick=False):
        load_demo(seed=SEED, password=PASSWORD, now=now)
    return now
