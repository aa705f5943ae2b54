"""How long files take and how much memory they need, in one process of its own that has loaded all it needs before."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The peak of memory is reset before each file (proc(5), clear_refs); `ru_maxrss` is inherited from the tests.
LOOP = """
import json, os, re, sys
def processor_s():
    return sum(os.times()[:4])  # of its children too
def peak_mb():
    return int(re.search("VmHWM:\\\\s+(\\\\d+)", open("/proc/self/status").read())[1]) / 1024
for path in sys.argv[1:]:
    open("/proc/self/clear_refs", "w").write("5")
    before, start, code = peak_mb(), processor_s(), None
    try:
        take_in(path)
    except ValidationError as error:
        code = error.code
    print(json.dumps([code, processor_s() - start, peak_mb() - before]), flush=True)
"""


def measured(take_in: str, files: Sequence[Path]) -> list[tuple[str | None, float, float]]:
    """What `take_in(path)` of a script did with each file: the code of its refusal, processor seconds, megabytes."""
    command = [sys.executable, "-c", take_in + LOOP, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]
