"""The sign of a patrol point on paper, always in Chinese: to be read from three metres, and scanned from half of one.

A4 has the words beside the code; on A3 the code stands in the middle, with a column for parents and one for police.
Lengths are in millimetres, sizes of type in points.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from campus_safety.printing.paper import Size
from campus_safety.printing.poster import GREY, INK, WHITE, Colour, Poster
from patrols.models import PointSign
from patrols.signs import BORDER, sign_code

NAME = "护学必巡点"
DEEP: Colour = (12, 44, 102)  # tokens.css: blue-deep
BLUE: Colour = (23, 71, 158)  # tokens.css: blue-fill
PARENTS = ("家长、群众扫码", "查看本点位、所护学校、护学热线和当日巡防情况")
OFFICERS = ("民警扫码", "登录后在此签到")
EMERGENCY = "紧急情况请拨打 110"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands on one size of paper; `qr` is the side of the code with its quiet zone."""

    margin: float
    head: float
    title: float
    code_top: float
    code: float
    name: float
    schools: float
    hotline_top: float
    hotline_height: float
    label: float
    hotline: float
    qr_top: float
    qr: float
    is_qr_centred: bool
    words: float
    small: float


LAYOUTS = {
    Size.A4: Layout(
        margin=15, head=44, title=46, code_top=52, code=88, name=32, schools=17, hotline_top=152, hotline_height=52,
        label=24, hotline=84, qr_top=209, qr=74, is_qr_centred=False, words=19, small=10,
    ),
    Size.A3: Layout(
        margin=20, head=62, title=66, code_top=73, code=140, name=54, schools=24, hotline_top=220, hotline_height=76,
        label=32, hotline=132, qr_top=301, qr=108, is_qr_centred=True, words=26, small=12,
    ),
}  # fmt: skip


def signs_pdf(signs: Iterable[PointSign], *, size: Size, title: str, unit: str) -> bytes:
    """One page for each sign; they come with point, unit and schools. No query."""
    with override("zh-hans"):
        poster = Poster(title=title, unit=unit, size=size)
        for number, sign in enumerate(signs):
            if number:
                poster.add_page()
            _draw(poster, LAYOUTS[size], sign)
        return bytes(poster.output())


def _draw(poster: Poster, layout: Layout, sign: PointSign) -> None:
    width = poster.w - 2 * layout.margin
    _draw_head(poster, layout, sign.point.unit.name, width)
    _draw_point(poster, layout, sign, width)
    _draw_hotline(poster, layout, sign.point.unit.hotline, width)
    if layout.is_qr_centred:
        _draw_code_between(poster, layout, sign)
    else:
        _draw_code_beside(poster, layout, sign)


def _draw_head(poster: Poster, layout: Layout, unit: str, width: float) -> None:
    """Whose point it is, white on the deep blue of the police: one line, or for a long name two."""
    poster.band(0, layout.head, DEEP)
    poster.band(layout.head + 1.5, 2.5, BLUE)
    poster.ink(WHITE)
    poster.fit(unit + NAME, width, most=layout.title, least=layout.title * 0.7)
    texts = [unit + NAME] if poster.measure(unit + NAME) <= width else [unit, NAME]
    y = (layout.head - len(texts) * poster.leading) / 2
    for text in texts:
        poster.fit(text, width, most=layout.title / len(texts) ** 0.5, least=layout.title / 3)
        y = poster.lines(text, layout.margin, y, width, "C")


def _draw_point(poster: Poster, layout: Layout, sign: PointSign, width: float) -> None:
    """The code, large; the name, and the schools that it serves."""
    poster.ink(DEEP)
    poster.fit(sign.point.code, width, most=layout.code, least=layout.code / 2)
    poster.put(sign.point.code, layout.margin, layout.code_top, width, "C")
    y = layout.code_top + poster.font_size * 1.4
    poster.ink(INK)
    poster.fit(sign.point.name, width, most=layout.name, least=layout.name / 3, lines=2)
    y = poster.lines(sign.point.name, layout.margin, y, width, "C")
    schools = "、".join(school.name for school in sign.point.schools.all())
    if schools:
        text = f"守护学校：{schools}"
        poster.fit(text, width, most=layout.schools, least=layout.schools / 2, lines=2)
        poster.lines(text, layout.margin, y + 1, width, "C")


def _draw_hotline(poster: Poster, layout: Layout, hotline: str, width: float) -> None:
    """The number to ring, as large as the sheet allows; a unit without a hotline has 110."""
    poster.band(layout.hotline_top, layout.hotline_height, BLUE)
    poster.ink(WHITE)
    poster.choose(layout.label, is_bold=True)
    label = f"护学热线　　{EMERGENCY}" if hotline else "报警电话"
    top = poster.lines(label, layout.margin, layout.hotline_top + 2, width, "C")
    poster.fit(hotline or "110", width, most=layout.hotline, least=layout.hotline / 3)
    middle = (top + layout.hotline_top + layout.hotline_height) / 2
    poster.put(hotline or "110", layout.margin, middle - poster.leading / 2, width, "C")


def _draw_code_beside(poster: Poster, layout: Layout, sign: PointSign) -> None:
    """The code at the left, the words at its right."""
    quiet = _squares(poster, layout, sign, layout.margin)
    x = layout.margin + layout.qr + 2
    width, y = poster.w - layout.margin - x, layout.qr_top + quiet
    for title, text in (PARENTS, OFFICERS):
        y = _words(poster, layout, f"{title}：{text}", x, y, width, is_bold=True) + poster.leading / 3
    _draw_small(poster, layout, sign, x, y)


def _draw_code_between(poster: Poster, layout: Layout, sign: PointSign) -> None:
    """The code in the middle, a column for parents at its left and one for police at its right."""
    left = (poster.w - layout.qr) / 2
    quiet = _squares(poster, layout, sign, left)
    width, top = left - layout.margin, layout.qr_top + quiet
    for (title, text), x in ((PARENTS, layout.margin), (OFFICERS, left + layout.qr)):
        y = _words(poster, layout, title, x, top, width, is_bold=True)
        _words(poster, layout, text, x, y + 2, width, is_bold=False)
    _draw_small(poster, layout, sign, layout.margin, layout.qr_top + layout.qr - 2)


def _squares(poster: Poster, layout: Layout, sign: PointSign, x: float) -> float:
    """Draw the code; gives how wide its quiet zone is."""
    matrix = [list(row) for row in sign_code(sign).matrix_iter(border=BORDER)]
    poster.squares(matrix, x, layout.qr_top, layout.qr)
    return layout.qr / len(matrix) * BORDER


def _words(poster: Poster, layout: Layout, text: str, x: float, y: float, width: float, *, is_bold: bool) -> float:
    poster.ink(INK)
    poster.choose(layout.words, is_bold=is_bold)
    return poster.lines(text, x, y, width)


def _draw_small(poster: Poster, layout: Layout, sign: PointSign, x: float, y: float) -> None:
    """Where to look without a scan, and when the sign was made."""
    made = timezone.localtime(sign.made_at)
    path = reverse("patrols_public:point", args=[sign.point.code])
    poster.ink(GREY)
    poster.choose(layout.small)
    width, align = poster.w - layout.margin - x, "C" if layout.is_qr_centred else "L"
    y = poster.lines(f"{urlsplit(settings.PUBLIC_URL).netloc}{path}", x, y, width, align)
    poster.lines(f"{sign.point.unit.name}　{made.year}年{made.month}月制", x, y, width, align)
