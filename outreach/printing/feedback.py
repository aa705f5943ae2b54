"""The poster of a form of feedback on A4, always in Chinese: who is asked, by when, and the code to scan.

Lengths are in millimetres, sizes of type in points.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import override

from campus_safety.printing.paper import Size
from campus_safety.printing.poster import GREY, INK, WHITE, Colour, Poster
from outreach.feedback_links import form_code, form_url
from outreach.models import FeedbackForm
from patrols.signs import BORDER

NAME = "护学工作满意度评价"
DEEP: Colour = (12, 44, 102)  # tokens.css: blue-deep
BLUE: Colour = (23, 71, 158)  # tokens.css: blue-fill
MARGIN, HEAD, QR_TOP, QR = 15.0, 58.0, 128.0, 92.0
ASKED = {
    FeedbackForm.Audience.HEADS: "学校负责人",
    FeedbackForm.Audience.STAFF: "教职工",
    FeedbackForm.Audience.STUDENTS: "年满14周岁的学生",
    FeedbackForm.Audience.PARENTS: "学生家长",
}
WORDS = (
    "匿名填写，不留姓名、电话，不用注册",
    "五道题，一分钟；每部手机限填一次",
    "满五人作答才公布结果，看不出谁说了什么",
)


def posters_pdf(forms: Iterable[FeedbackForm], *, unit: str) -> bytes:
    """One page for each form of a unit's round; they come with school, round and unit. No query."""
    with override("zh-hans"):
        poster = Poster(title=NAME, unit=unit, size=Size.A4)
        for number, form in enumerate(forms):
            if number:
                poster.add_page()
            _draw(poster, form)
        return bytes(poster.output())


def _draw(poster: Poster, form: FeedbackForm) -> None:
    width = poster.w - 2 * MARGIN
    _draw_head(poster, form.round.unit.name, width)
    _draw_asked(poster, form, width)
    _draw_code(poster, form, width)
    _draw_words(poster, width)


def _draw_head(poster: Poster, unit: str, width: float) -> None:
    """Who asks for what, white on the deep blue of the police."""
    poster.band(0, HEAD, DEEP)
    poster.band(HEAD + 1.5, 2.5, BLUE)
    poster.ink(WHITE)
    poster.fit(unit, width, most=24, least=14)
    y = poster.lines(unit, MARGIN, 9, width, "C")
    poster.fit(NAME, width, most=46, least=30)
    poster.lines(NAME, MARGIN, y, width, "C")


def _draw_asked(poster: Poster, form: FeedbackForm, width: float) -> None:
    """Which school's people are asked, and until when."""
    poster.ink(INK)
    poster.fit(form.school.name, width, most=38, least=16, lines=2)
    y = poster.lines(form.school.name, MARGIN, HEAD + 9, width, "C")
    poster.ink(DEEP)
    asked = f"请{ASKED[FeedbackForm.Audience(form.audience)]}扫码评价"
    poster.fit(asked, width, most=30, least=20)
    y = poster.lines(asked, MARGIN, y + 1, width, "C")
    first, last = form.round.first_day, form.round.last_day
    poster.ink(INK)
    poster.choose(17)
    days = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    poster.lines(days, MARGIN, y + 1, width, "C")


def _draw_code(poster: Poster, form: FeedbackForm, width: float) -> None:
    """The code in the middle, and below it where it leads."""
    matrix = [list(row) for row in form_code(form).matrix_iter(border=BORDER)]
    poster.squares(matrix, (poster.w - QR) / 2, QR_TOP, QR)
    poster.ink(GREY)
    poster.choose(10)
    where = urlsplit(form_url(form))
    poster.lines(f"{where.netloc}{where.path}", MARGIN, QR_TOP + QR, width, "C")


def _draw_words(poster: Poster, width: float) -> None:
    """What it takes, and what becomes of it."""
    poster.ink(INK)
    y = QR_TOP + QR + 13
    for words in WORDS:
        poster.choose(18, is_bold=True)
        y = poster.lines(words, MARGIN, y, width, "C") + 2
