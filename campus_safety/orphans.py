"""A web process ends when the one that started it is gone, so that none goes on serving old code behind a new one."""

import os
import threading

LOOK_EVERY_S = 2.0


def end_with_parent() -> None:
    """Watch the parent from a thread of its own; when it has died, end this process at once."""
    threading.Thread(target=_watch, args=(os.getppid(),), name="end-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    never = threading.Event()
    while not never.wait(LOOK_EVERY_S):
        if os.getppid() != parent:
            os._exit(0)
