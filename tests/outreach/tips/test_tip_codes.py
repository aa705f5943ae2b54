"""The code of a tip: hard to guess, easy to type, and kept as a hash only."""

import re

import pytest

from outreach.tip_codes import ALPHABET, hash_of, make_code


def test_a_code_has_eighty_bits_in_groups_that_can_be_read_out() -> None:
    codes = {make_code() for _number in range(1000)}

    assert len(ALPHABET) ** 16 == 2**80
    assert len(codes) == 1000
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{4}}", code) for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "7k3m-0qxz-b94t-hn1a",
        "7K3M0QXZB94THN1A",
        " 7K3M  0QXZ\tB94T\nHN1A ",
        "７Ｋ３Ｍ－０ＱＸＺ－Ｂ９４Ｔ－ＨＮ１Ａ",
        "7K3M-OQXZ-B94T-HNIA",
        "7k3m.oqxz.b94t.hnla",
        "7K3M—0QXZ—B94T—HN1A",
    ],
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert hash_of(typed) == hash_of("7K3M-0QXZ-B94T-HN1A")


def test_codes_that_differ_by_one_character_are_two() -> None:
    code = make_code().replace("-", "")
    others = {code[:place] + ("0" if code[place] != "0" else "Z") + code[place + 1 :] for place in range(16)}
    assert len({hash_of(other) for other in others} | {hash_of(code)}) == 17
