"""Every hostile file is refused within a second and 150 MB, measured in a process of its own without any app."""

import pytest

from tests.measuring import measured
from tests.spreadsheets.hostile import GREATEST

MOST_S, MOST_MB = 1.0, 150
TAKE_IN = """
from django.conf import settings
settings.configure()
from django.core.exceptions import ValidationError
from campus_safety.spreadsheets.reading import Column, read_table
def take_in(path):
    read_table(open(path, "rb"), columns=[Column("a", ["Name"]), Column("b", ["Count"])], most_rows=2000)
"""


def test_hostile_files_are_refused_quickly_and_in_little_memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    files = [folder / f"{number}.xlsx" for number in range(len(GREATEST))]
    for file, (make, _code) in zip(files, GREATEST.values(), strict=True):
        file.write_bytes(make())
    found = dict(zip(GREATEST, measured(TAKE_IN, files), strict=True))
    assert {name: code or "" for name, (code, _s, _mb) in found.items()} == {
        name: code for name, (_make, code) in GREATEST.items()
    }
    assert {name: each for name, each in found.items() if each[1] >= MOST_S or each[2] >= MOST_MB} == {}
