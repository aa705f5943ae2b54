"""The letter of appointment on paper (聘书), always in Chinese: A4 across, red and gold, issued by the school.

It says what such a letter says by custom: who is appointed to what, for which term, by whom and when, with room for
the seal over the name of the school and the day. Its code leads to where it is verified. Lengths are in millimetres,
sizes of type in points.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from campus_safety.printing.faces import Face
from campus_safety.printing.lines import broken
from campus_safety.printing.paper import LEADING, MM_PER_POINT, Size
from campus_safety.printing.poster import GREY, INK, Poster
from outreach.letters import BORDER, letter_code
from outreach.models import Appointment
from outreach.printing.figures import day_in_figures, number_in_figures, whole_years
from outreach.printing.ornaments import RED, draw_flourish, draw_frame, draw_rosette

NAME = "聘书"
CLOSING = "此聘。"
SEAL = "（盖章）"
SCAN = "扫码验证本聘书"

MARGIN = 42.0
TITLE_TOP, TITLE, TITLE_GAP = 29.0, 66.0, 26.0
NUMBER_TOP, NUMBER = 63.0, 11.0
BODY_TOP, BODY_HEIGHT, BODY_GAP = 72.0, 72.0, 3.0
SENTENCE_MOST, SENTENCE_LEAST, SENTENCE_LINES, TERM = 27.0, 15.0, 3, 17.0
INDENT = 2  # characters that a paragraph is set in by
SIGN_TOP, SIGN_WIDTH, SIGN_MOST, SIGN_LEAST = 147.0, 112.0, 19.0, 10.0
QR_TOP, QR, WORDS, WORDS_WIDTH = 146.0, 33.0, 9.5, 72.0

Part = tuple[str, bool]  # words of the letter, and whether they are bold


def letter_pdf(appointment: Appointment) -> bytes:
    """The letter of an appointment that has one, which comes with unit, school and officer. No query."""
    with override("zh-hans"):
        poster = Poster(
            title=f"{NAME} {appointment.number}", unit=appointment.school.name, size=Size.A4, face=Face.SERIF,
            is_across=True,
        )  # fmt: skip
        draw_frame(poster)
        draw_rosette(poster, poster.w / 2, poster.h / 2 + 9, 58)
        _title(poster, appointment)
        _body(poster, appointment)
        _signature(poster, appointment)
        _code(poster, appointment)
        return bytes(poster.output())


def sentence_of(appointment: Appointment) -> list[Part]:
    """Who is appointed to what, in parts."""
    return [
        ("兹聘请", False),
        (str(appointment.officer), True),
        ("同志为", False),
        (appointment.school.name, True),
        (str(appointment.get_title_display()), True),
        ("。", False),
    ]


def term_of(appointment: Appointment) -> str:
    """For which term, both its days included."""
    years = whole_years(appointment.starts_on, appointment.ends_on)
    span = f"{day_in_figures(appointment.starts_on)}至{day_in_figures(appointment.ends_on)}"
    return f"聘期{number_in_figures(years)}年：{span}。" if years else f"聘期：{span}。"


def _title(poster: Poster, appointment: Appointment) -> None:
    """The name of the letter between two lines of gold, and its number below."""
    poster.ink(RED)
    poster.choose(TITLE, is_bold=True)
    text = f"{NAME[0]}　{NAME[1]}"
    width, middle = poster.measure(text), TITLE_TOP + poster.leading / 2 - 2
    poster.put(text, 0, TITLE_TOP - 2, poster.w, "C")
    left = (poster.w - width) / 2 - 7
    draw_flourish(poster, left - TITLE_GAP, middle, TITLE_GAP)
    draw_flourish(poster, poster.w - left + TITLE_GAP, middle, -TITLE_GAP)
    poster.ink(GREY)
    poster.choose(NUMBER)
    poster.put(f"编号：{appointment.number}", MARGIN, NUMBER_TOP, poster.w - 2 * MARGIN, "R")


def _body(poster: Poster, appointment: Appointment) -> None:
    """The sentence, as large as leaves it its lines, the term, and the customary close, in the middle of their room."""
    parts, width = sentence_of(appointment), poster.w - 2 * MARGIN
    text = "".join(words for words, _is_bold in parts)
    poster.fit(text, width, most=SENTENCE_MOST, least=SENTENCE_LEAST, lines=SENTENCE_LINES, indent=INDENT)
    lead, lines = INDENT * poster.font_size, broken(text, width, poster.measure, INDENT * poster.font_size)
    height = len(lines) * poster.leading + BODY_GAP + 2 * TERM * MM_PER_POINT * LEADING
    poster.ink(INK)
    y = _sentence(poster, parts, lines, lead, BODY_TOP + (BODY_HEIGHT - height) / 2) + BODY_GAP
    poster.choose(TERM)
    for words in (term_of(appointment), CLOSING):
        poster.put(words, MARGIN + lead, y)
        y += poster.leading


def _sentence(poster: Poster, parts: list[Part], lines: list[str], lead: float, y: float) -> float:
    """Lines of which some parts are bold, in the chosen size; gives where the next line would begin."""
    text, place, size = "".join(words for words, _is_bold in parts), 0, poster.font_size_pt
    for line in lines:
        place = text.index(line, place)  # a line has lost the blank that it ended with
        x = MARGIN + lead
        for words, is_bold in _parts_of(parts, place, place + len(line)):
            poster.choose(size, is_bold=is_bold)
            poster.put(words, x, y)
            x += poster.measure(words)
        y, place, lead = y + poster.leading, place + len(line), 0
    return y


def _parts_of(parts: list[Part], start: int, end: int) -> list[Part]:
    """What of the parts stands between two places of the whole text."""
    found, place = [], 0
    for words, is_bold in parts:
        found.append((words[max(start - place, 0) : max(end - place, 0)], is_bold))
        place += len(words)
    return [(words, is_bold) for words, is_bold in found if words]


def _signature(poster: Poster, appointment: Appointment) -> None:
    """The school and the day, which the seal is set over."""
    left, school = poster.w - MARGIN - SIGN_WIDTH + 8, appointment.school.name
    poster.ink(INK)
    poster.fit(school, SIGN_WIDTH, most=SIGN_MOST, least=SIGN_LEAST, lines=2)
    y = poster.lines(school, left, SIGN_TOP, SIGN_WIDTH, "C")
    poster.choose(SIGN_MOST - 2)
    if appointment.issued_on:
        poster.put(day_in_figures(appointment.issued_on), left, y + 1, SIGN_WIDTH, "C")
        y += poster.leading
    poster.ink(GREY)
    poster.choose(NUMBER)
    poster.put(SEAL, left, y + 2, SIGN_WIDTH, "C")


def _code(poster: Poster, appointment: Appointment) -> None:
    """The code at the lower left, and beside it what it is for."""
    matrix = [list(row) for row in letter_code(appointment).matrix_iter(border=BORDER)]
    poster.squares(matrix, MARGIN - 4, QR_TOP, QR)
    poster.ink(GREY)
    poster.choose(WORDS)
    x, y = MARGIN + QR - 4, QR_TOP + 9
    for text in (SCAN, urlsplit(settings.PUBLIC_URL).netloc, f"推荐单位：{appointment.unit.name}"):
        y = poster.lines(text, x, y, WORDS_WIDTH)
