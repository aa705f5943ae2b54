"""The letter on paper: what it says, on which paper, and that its code leads to where it is verified."""

from datetime import date

import pikepdf
import pytest
import time_machine
from django.utils.translation import override
from pytest_django import Settings

from outreach.letters import letter_code, letter_url
from outreach.models import Appointment
from outreach.printing.letter import CLOSING, SCAN, letter_pdf
from tests.cast import Cast
from tests.factories import at, make_school, make_unit, make_user
from tests.factories.letters import make_letter
from tests.printing.reading import MM, drawn_code, opened, pages_of, text_of

FIRST, LAST = date(2018, 6, 27), date(2021, 6, 26)
INNER = 24.0  # millimetres from the edge: the frame ends there


def a_letter(cast: Cast, **fields: object) -> Appointment:
    """The first letter of the story, to an invented officer."""
    officer = make_user(unit=cast.station, name="杨帆")
    values = {"ends_on": LAST, "title": Appointment.Title.LEGAL_KINDERGARTEN} | fields
    return make_letter(officer, cast.school, FIRST, **values)


def test_it_says_what_a_letter_says_by_custom(cast: Cast, settings: Settings) -> None:
    settings.DEMO, settings.PUBLIC_URL = False, "https://huxue.example.cn"
    letter = a_letter(cast)
    (page,) = pages_of(letter_pdf(letter))
    text = page.replace("\n", "").replace(" ", "")
    with override("zh-hans"):
        title = letter.get_title_display()
    for words in (
        "聘　书",
        "编号：2018-0001",
        f"兹聘请杨帆同志为三峡幼儿园{title}。".replace(" ", ""),
        "聘期三年：二〇一八年六月二十七日至二〇二一年六月二十六日。",
        CLOSING,
        SCAN,
        "huxue.example.cn",
        "推荐单位：石坪桥派出所",
    ):
        assert words in text, words
    assert page.index(CLOSING) < page.index("三峡幼儿园\n二〇一八年六月二十七日")
    assert letter.token
    assert letter.token not in text
    assert "演示数据" not in text


def test_it_lies_across_on_one_page(cast: Cast) -> None:
    with opened(letter_pdf(a_letter(cast))) as pdf:
        (page,) = pdf.pages
        box = [float(edge) for edge in page.mediabox]
    assert box == pytest.approx([0, 0, float(297 * MM), float(210 * MM)], abs=0.1)


def test_its_code_leads_to_where_it_is_verified(cast: Cast, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://huxue.example.cn"
    letter = a_letter(cast, token="Zk3vYxw0Qm1fB2c7Rt9LpAZk3vYxw0Qm")
    expected = [[bool(module) for module in row] for row in letter_code(letter).matrix]

    dark, side_mm = drawn_code(letter_pdf(letter), len(expected))

    assert letter_url(letter) == "https://huxue.example.cn/letters/Zk3vYxw0Qm1fB2c7Rt9LpAZk3vYxw0Qm/"
    assert dark == expected
    assert side_mm == pytest.approx(33, abs=0.1)


def test_a_demonstration_is_marked(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    assert "演示数据" in text_of(letter_pdf(a_letter(cast)))


def test_it_embeds_its_type_and_is_the_same_each_time(cast: Cast) -> None:
    letter = a_letter(cast)
    with time_machine.travel(at("2026-11-26 14:30"), tick=False):
        first, again = letter_pdf(letter), letter_pdf(letter)
    assert again == first
    assert len(first) < 90_000
    with opened(first) as pdf:
        (font,) = dict(pdf.pages[0].resources["/Font"]).values()
        assert str(font["/BaseFont"]).endswith("+NotoSerifSC")
        assert "/XObject" not in pdf.pages[0].resources


def test_the_longest_names_stay_within_the_frame(cast: Cast, settings: Settings) -> None:
    settings.DEMO = False
    unit = make_unit("LNG", name="重庆市公安局九龙坡区分局石坪桥街道派出所")
    officer = make_user(unit=unit, name="阿卜杜拉·买买提")
    school = make_school(unit, "石坪桥街道俊逸新视界广场三峡双语艺术幼儿园" * 4 + "石杨路校区分园甲乙")
    content = letter_pdf(make_letter(officer, school, FIRST))
    with opened(content) as pdf:
        assert len(pdf.pages) == 1
        steps = pikepdf.parse_content_stream(pdf.pages[0], "Td Tm")
        places = [[float(value) / float(MM) for value in step.operands[-2:]] for step in steps]
    assert school.name in text_of(content)
    assert all(INNER <= x <= 297 - INNER and INNER <= y <= 210 - INNER for x, y in places)


@pytest.mark.django_db
def test_it_asks_nothing(cast: Cast, django_assert_num_queries: object) -> None:
    letter = Appointment.objects.with_names().get(pk=a_letter(cast).pk)
    with django_assert_num_queries(0):  # type: ignore[operator]
        letter_pdf(letter)
