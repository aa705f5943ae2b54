"""The notice for the wall: who, what for by the rule of the day, and whom to ring."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from outreach.duties_of_office import BY_REFERENCE, EIGHT_MEASURES, ORDER_52, office_of
from outreach.models import Appointment
from outreach.printing.wall import EMERGENCY, wall_pdf
from tests.cast import Cast
from tests.factories import make_unit, make_user
from tests.factories.letters import make_letter
from tests.printing.reading import opened, text_of

TODAY = date(2026, 11, 27)


def a_letter(cast: Cast, **fields: Any) -> Appointment:
    """A letter whose term runs on that day, of an officer whose phone is kept."""
    officer = make_user(unit=cast.station, name="杨帆", phone="13900001234")
    return make_letter(officer, cast.school, date(2026, 9, 1), **fields)


def test_it_says_who_what_for_and_whom_to_ring(cast: Cast) -> None:
    letter = a_letter(cast)
    text = text_of(wall_pdf(letter, today=TODAY))
    with override("zh-hans"):
        title = letter.get_title_display()
    for words in (f"{title}公示", "三峡幼儿园", "杨帆", "石坪桥派出所", "68823318", "13900001234", EMERGENCY):
        assert words in text, words
    for duty in ORDER_52.duties:
        assert duty in text, duty
    assert "2026年9月1日至2029年8月31日" in text
    assert BY_REFERENCE in text


def test_without_the_officers_phone_there_is_the_hotline(cast: Cast) -> None:
    text = text_of(wall_pdf(make_letter(cast.officer, cast.school), today=TODAY))
    assert "68823318" in text
    assert "民警电话" not in text


def test_without_any_phone_there_is_110(cast: Cast) -> None:
    letter = make_letter(cast.officer, cast.school)
    letter.unit = make_unit("NUL", hotline="")
    assert "报警电话" in text_of(wall_pdf(letter, today=TODAY))


def test_it_is_one_page(cast: Cast) -> None:
    with opened(wall_pdf(a_letter(cast), today=TODAY)) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("today", "duties"),
    [
        (date(2018, 6, 1), EIGHT_MEASURES.duties),  # before the term: as on its first day
        (date(2022, 4, 30), EIGHT_MEASURES.duties),
        (date(2022, 5, 1), ORDER_52.duties),
        (date(2030, 1, 1), ORDER_52.duties),  # after the term: as on its last day
    ],
)
def test_the_duties_are_those_of_the_day(cast: Cast, today: date, duties: tuple[str, ...]) -> None:
    letter = make_letter(cast.officer, cast.school, date(2020, 9, 1), ends_on=date(2023, 8, 31))
    assert office_of(letter, today).duties == duties


def test_schools_are_bound_and_kindergartens_follow_by_reference(cast: Cast) -> None:
    sources = {
        title: office_of(make_letter(cast.officer, cast.school, title=title), TODAY).source
        for title in (Appointment.Title.LAW_SCHOOL, Appointment.Title.LAW_KINDERGARTEN)
    }
    assert sources == {
        Appointment.Title.LAW_SCHOOL: ORDER_52.source,
        Appointment.Title.LAW_KINDERGARTEN: ORDER_52.source + BY_REFERENCE,
    }
