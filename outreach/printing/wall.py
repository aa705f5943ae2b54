"""The notice for the wall of a school, always in Chinese: who its legal vice-principal is, what for, whom to ring.

The school posts name, duties and phone on campus (Order 52). A4 upright; lengths are in millimetres, sizes of type in
points. The portrait is glued on: the portal keeps none.
"""

from datetime import date

from django.utils.translation import override

from campus_safety.printing.lines import broken
from campus_safety.printing.paper import THIN, Size
from campus_safety.printing.poster import GREY, INK, WHITE, Colour, Poster
from outreach.duties_of_office import office_of
from outreach.models import Appointment

NAME = "公示"
EMERGENCY = "紧急情况请拨打 110"

DEEP: Colour = (12, 44, 102)  # tokens.css: blue-deep
BLUE: Colour = (23, 71, 158)  # tokens.css: blue-fill
RULE: Colour = (201, 209, 217)

MARGIN = 18.0
HEAD, TITLE_TOP, TITLE, SCHOOL = 54.0, 6.0, 40.0, 24.0
PORTRAIT_TOP, PORTRAIT_WIDTH, PORTRAIT_HEIGHT = 66.0, 46.0, 62.0
LABEL, LABEL_WIDTH, SAID, ROW = 14.0, 24.0, 21.0, 15.5
DUTIES_TOP, HEADING, DUTY, DUTIES_HEIGHT, ROW_MOST = 137.0, 19.0, 19.0, 96.0, 17.0
PHONES_TOP, PHONES_HEIGHT, PHONE = 243.0, 36.0, 40.0
SMALL, SMALL_TOP = 9.0, 281.0


def wall_pdf(appointment: Appointment, *, today: date) -> bytes:
    """The notice of an appointment, which comes with unit, school and officer. No query."""
    with override("zh-hans"):
        title = f"{appointment.get_title_display()}{NAME}"
        poster = Poster(title=title, unit=appointment.school.name, size=Size.A4)
        _head(poster, title, appointment.school.name)
        _portrait(poster)
        _person(poster, appointment)
        _duties(poster, appointment, today)
        _phones(poster, appointment)
        return bytes(poster.output())


def _head(poster: Poster, title: str, school: str) -> None:
    """What it is and of which school, white on the deep blue of the police."""
    width = poster.w - 2 * MARGIN
    poster.band(0, HEAD, DEEP)
    poster.band(HEAD + 1.5, 2.5, BLUE)
    poster.ink(WHITE)
    poster.choose(TITLE, is_bold=True)
    poster.put(title, MARGIN, TITLE_TOP, width, "C")
    top = TITLE_TOP + poster.leading
    poster.fit(school, width, most=SCHOOL, least=SCHOOL / 2, lines=2)
    height = poster.leading * len(broken(school, width, poster.measure))
    poster.lines(school, MARGIN, top + (HEAD - top - height) / 2 - 1, width, "C")


def _portrait(poster: Poster) -> None:
    """Room for a photo."""
    poster.ink(GREY)
    poster.set_line_width(THIN)
    poster.rect(MARGIN, PORTRAIT_TOP, PORTRAIT_WIDTH, PORTRAIT_HEIGHT)
    poster.choose(LABEL)
    poster.put("照片", MARGIN, PORTRAIT_TOP + PORTRAIT_HEIGHT / 2 - 4, PORTRAIT_WIDTH, "C")


def _person(poster: Poster, appointment: Appointment) -> None:
    """Name, title, unit and term, a ruled row each."""
    left = MARGIN + PORTRAIT_WIDTH + 10
    width = poster.w - MARGIN - left
    rows = (
        ("姓名", str(appointment.officer)),
        ("职务", str(appointment.get_title_display())),
        ("单位", appointment.unit.name),
        ("任期", f"{_day(appointment.starts_on)}至{_day(appointment.last_day)}"),
    )
    y = PORTRAIT_TOP
    for label, said in rows:
        poster.ink(GREY)
        poster.choose(LABEL)
        poster.put(label, left, y + (ROW - poster.leading) / 2)
        poster.ink(INK)
        poster.fit(said, width - LABEL_WIDTH, most=SAID, least=SAID / 2, lines=1)
        poster.put(said, left + LABEL_WIDTH, y + (ROW - poster.leading) / 2)
        y += ROW
        poster.ink(RULE)
        poster.set_line_width(THIN)
        poster.line(left, y, poster.w - MARGIN, y)


def _duties(poster: Poster, appointment: Appointment, today: date) -> None:
    """What the vice-principal is there for, numbered, in rows that fill the room; and where that stands."""
    office = office_of(appointment, today)
    poster.ink(DEEP)
    poster.choose(HEADING, is_bold=True)
    poster.put("工作职责", MARGIN, DUTIES_TOP)
    y = DUTIES_TOP + poster.leading + 1
    row = min((DUTIES_HEIGHT - poster.leading) / len(office.duties), ROW_MOST)
    for number, duty in enumerate(office.duties, 1):
        poster.ink(DEEP)
        poster.choose(DUTY, is_bold=True)
        poster.put(f"{number}", MARGIN, y + (row - poster.leading) / 2)
        poster.ink(INK)
        poster.choose(DUTY)
        poster.put(duty, MARGIN + 10, y + (row - poster.leading) / 2)
        y += row
    poster.ink(GREY)
    poster.choose(SMALL)
    poster.put(f"依据：{office.source}", MARGIN, PHONES_TOP - poster.leading - 1)


def _phones(poster: Poster, appointment: Appointment) -> None:
    """The numbers to ring, as large as there is room: the station's hotline, and the officer's if it is kept."""
    kept = (("护学热线", appointment.unit.hotline), ("民警电话", appointment.officer.phone))
    phones = [(label, phone) for label, phone in kept if phone] or [("报警电话", "110")]
    poster.band(PHONES_TOP, PHONES_HEIGHT, BLUE)
    poster.ink(WHITE)
    width = (poster.w - 2 * MARGIN) / len(phones)
    for place, (label, phone) in enumerate(phones):
        x = MARGIN + place * width
        poster.choose(LABEL, is_bold=True)
        poster.put(label, x, PHONES_TOP + 4, width, "C")
        poster.fit(phone, width - 4, most=PHONE, least=PHONE / 3)
        poster.put(phone, x, PHONES_TOP + PHONES_HEIGHT / 2 + 3 - poster.leading / 2, width, "C")
    poster.ink(INK)
    poster.choose(LABEL, is_bold=True)
    poster.put(EMERGENCY, MARGIN, SMALL_TOP, poster.w - 2 * MARGIN, "C")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
