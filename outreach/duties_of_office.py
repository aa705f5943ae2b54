"""What a legal vice-principal is there for, by the rule of the day: in Chinese, as it hangs on the wall."""

from dataclasses import dataclass
from datetime import date

from campus_safety.rules.catalogue import ORDER_52_FROM
from outreach.models import Appointment


@dataclass(frozen=True, slots=True)
class Office:
    """The duties, and where they stand."""

    duties: tuple[str, ...]
    source: str


EIGHT_MEASURES = Office(
    (
        "开展治安防范宣传教育",
        "开展交通安全宣传教育",
        "开展消防安全宣传教育",
        "每月至少到校园工作两次",
    ),
    "《公安机关维护校园及周边治安秩序八条措施》第四条",
)
ORDER_52 = Office(
    (
        "开展法治教育",
        "保护学生权益",
        "预防未成年人犯罪",
        "参与安全管理",
        "实施或者指导实施教育惩戒",
        "指导依法治理",
        "指导、协助学校履行法律法规规章规定的其他职责",
    ),
    "《中小学法治副校长聘任与管理办法》（教育部令第52号）第五条",
)
BY_REFERENCE = "，幼儿园参照执行"
OF_KINDERGARTENS = (Appointment.Title.LEGAL_KINDERGARTEN, Appointment.Title.LAW_KINDERGARTEN)


def office_of(appointment: Appointment, today: date) -> Office:
    """The duties as of today, or as of the nearest day of the term; kindergartens follow Order 52 by reference."""
    day = min(max(today, appointment.starts_on), appointment.last_day)
    if day < ORDER_52_FROM:
        return EIGHT_MEASURES
    if appointment.title in OF_KINDERGARTENS:
        return Office(ORDER_52.duties, ORDER_52.source + BY_REFERENCE)
    return ORDER_52
