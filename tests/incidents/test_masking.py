"""What is shown of names and numbers by default."""

import pytest

from incidents.masking import masked_name, masked_phone, plain_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("余晓明", "余某某"),
        ("余明", "余某"),
        ("余", "余某"),
        ("欧阳晓明", "欧阳某某"),
        ("司马光", "司马某"),
        ("东方", "东某"),  # two characters are surname and given name
        ("阿卜杜拉·买买提", "阿某某某某某某某"),
        ("John Smith", "J**"),
        ("gAAAAABf", "g**"),  # what no key opens any more
        ("", ""),
    ],
)
def test_of_a_name_the_surname_is_shown(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+8613812341234", "+86138****1234"),
        ("02368823318", "023****3318"),
        ("68823318", "****18"),
        ("110", "****10"),
        ("", ""),
    ],
)
def test_of_a_number_its_ends_are_shown(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize("typed", ["138 1234 1234", "138-1234-1234", "１３８１２３４１２３４", "(138) 12341234"])
def test_a_number_is_kept_in_one_way(typed: str) -> None:
    assert plain_phone(typed) == "13812341234"
