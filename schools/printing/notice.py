"""The rectification notice on paper (整改通知书), always in Chinese: it is handed over, signed for and filed.

Laid out as the forms of the police are (公安行政法律文书式样): who issues it, its name and number, to whom, what was
found, by when it must be put right, the seal, the signatures. It cites no article: it is advice, not a penalty.
"""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import override

from campus_safety.printing.blocks import Column, Table
from campus_safety.printing.faces import Face
from campus_safety.printing.paper import THICK, THIN, TITLE, Paper
from campus_safety.printing.tables import draw_table
from schools.models import NoticeLine, RectificationNotice

NAME = "整改通知书"
ISSUER, BODY, SMALL = 15.0, 12.0, 10.0
PARAGRAPH = 2  # characters that a paragraph is set in by
SEAL_WIDTH, SEAL_HEIGHT, SIGNATURES_HEIGHT = 70.0, 30.0, 34.0

COLUMNS = (Column("序号", 1, "C"), Column("存在的安全隐患", 6), Column("位置", 3), Column("整改期限", 2.6, "C"))
MEANWHILE = "整改完成前，你单位应当采取必要的防范措施，确保师生员工和周围群众的安全。"
AFTERWARDS = (
    "期限届满后，我所将进行复查。确有困难不能按期完成的，应当在期限届满前向我所书面说明；"
    "逾期未整改或者整改不符合要求的，依照有关法律、法规的规定处理。"
)
COPIES = "本通知书一式两份，一份交被检查单位，一份由签发单位存档。"


def notice_pdf(notice: RectificationNotice, lines: Sequence[NoticeLine]) -> bytes:
    """The notice as a PDF; it comes with unit, school or premises, and who issued and received it. No query."""
    with override("zh-hans"):
        paper = Paper(title=f"{NAME} {notice.number}", unit=notice.unit.name, face=Face.SERIF)
        _head(paper, notice)
        _body(paper, notice, lines)
        _seal(paper, notice)
        _signatures(paper, notice)
        return bytes(paper.output())


def _head(paper: Paper, notice: RectificationNotice) -> None:
    paper.choose(ISSUER, is_bold=True)
    paper.words(notice.unit.name, align="C")
    paper.choose(TITLE + 4, is_bold=True)
    paper.words("　".join(NAME), align="C")
    paper.choose(BODY)
    paper.words(f"{notice.unit.name}整改{notice.number.replace(' ', '')}", align="R")
    paper.rule(paper.y + 1, THICK)
    paper.y += 5


def _body(paper: Paper, notice: RectificationNotice, lines: Sequence[NoticeLine]) -> None:
    to = notice.school or notice.premises
    days = {line.due_on for line in lines}
    until = "" if len(days) == 1 else "按下表所列期限逐项整改，并"
    found = f"经检查，发现你单位存在下列安全隐患，共{len(lines)}处。请{until}于{in_chinese(max(days))}前整改完毕，"
    paper.words(f"{to}：")
    paper.words(f"{found}将整改情况报我所。", indent=PARAGRAPH, is_filled=True)
    paper.y += 3
    rows = [
        [str(number), line.description, line.place or "—", in_chinese(line.due_on)]
        for number, line in enumerate(lines, 1)
    ]
    draw_table(paper, Table(COLUMNS, rows, is_ruled=True))
    paper.y += 3
    paper.choose(BODY)
    for text in (MEANWHILE, AFTERWARDS):
        paper.words(text, indent=PARAGRAPH, is_filled=True)
    if notice.unit.hotline:
        paper.words(f"联系电话：{notice.unit.hotline}", indent=PARAGRAPH)


def _seal(paper: Paper, notice: RectificationNotice) -> None:
    """Who issues it and when, at the right, with room for the seal; never parted from the signatures below."""
    paper.need(SEAL_HEIGHT + SIGNATURES_HEIGHT + 10)
    paper.y += 9
    left = paper.w - paper.r_margin - SEAL_WIDTH
    for text in (f"{notice.unit.name}（印章）", in_chinese(timezone.localdate(notice.issued_at))):
        paper.put(text, left, paper.y, SEAL_WIDTH, "C")
        paper.y += paper.leading
    paper.y += 9


def _signatures(paper: Paper, notice: RectificationNotice) -> None:
    paper.rule(paper.y, THIN)
    paper.y += 4
    half = paper.epw / 2
    received_on = timezone.localdate(notice.received_at) if notice.received_at else None
    _signed(paper, "检查民警：", str(notice.issued_by), 0, half - 6)
    _signed(paper, "被检查单位签收：", str(notice.received_by or ""), half, half)
    paper.y += paper.leading + 4
    _signed(paper, "民警签名：", "", 0, half - 6)
    day = in_chinese(received_on) if received_on else "　　　　年　　月　　日"
    _signed(paper, "签收日期：", day, half, half)
    paper.y += paper.leading + 5
    paper.choose(SMALL)
    said = f"{COPIES}被检查单位已在校园安全平台上签收。" if received_on else COPIES
    paper.words(said)


def _signed(paper: Paper, label: str, said: str, x: float, width: float) -> None:
    """A label, and a line to write on, or with what is known already."""
    left = paper.l_margin + x
    paper.put(label, left, paper.y)
    start = left + paper.measure(label)
    paper.put(said, start + 2, paper.y)
    paper.set_line_width(THIN)
    paper.line(start, paper.y + paper.leading, left + width, paper.y + paper.leading)


def in_chinese(day: date) -> str:
    """A day as it stands in official papers: 2026年11月26日."""
    return f"{day.year}年{day.month}月{day.day}日"
