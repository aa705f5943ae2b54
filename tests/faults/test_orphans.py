"""When the web server's first process is killed outright, none of the others goes on serving."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import os, threading
from campus_safety.orphans import end_with_parent
end_with_parent()
print(os.getpid(), flush=True)
threading.Event().wait()
"""
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}])
child.wait()
"""


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    """A process that has started one of its own, which prints its number and then waits."""
    process = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()


def test_a_process_ends_with_its_parent(parent: subprocess.Popen[str]) -> None:
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, 0)  # it lives
    parent.send_signal(signal.SIGKILL)
    # The child holds the other end of the pipe: reading ends only when it has ended, else in a timeout.
    assert parent.communicate(timeout=20)[0] == ""
