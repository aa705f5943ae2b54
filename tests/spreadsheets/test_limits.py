"""Every hostile file is refused within a second and 150 MB, measured in a process of its own without any app."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.spreadsheets.hostile import GREATEST

MOST_S, MOST_MB = 1.0, 150
MEASURE = """
import json, resource, sys
from django.conf import settings
settings.configure()
from django.core.exceptions import ValidationError
from campus_safety.spreadsheets.reading import Column, read_table

def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

seconds, megabytes = used()
try:
    read_table(open(sys.argv[1], "rb"), columns=[Column("a", ["Name"]), Column("b", ["Count"])], most_rows=2000)
    code = ""
except ValidationError as error:
    code = error.code
after = used()
print(json.dumps([code, after[0] - seconds, after[1] - megabytes]))
"""


@pytest.mark.parametrize("name", GREATEST)
def test_a_hostile_file_is_refused_quickly_and_in_little_memory(name: str, tmp_path: Path) -> None:
    make, expected = GREATEST[name]
    file = tmp_path / "hostile.xlsx"
    file.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )

    code, seconds, megabytes = json.loads(done.stdout)
    assert code == expected
    assert seconds < MOST_S
    assert megabytes < MOST_MB
