"""The two thefts of 2018, as exact as the story tells them.

It gives the first one's hour and place, and of both the month and the part of it: so each lies in a span of days. Where
a row needs more than is told (value, hour of a step), the words of the row say so.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from campus_safety.local_days import midnight
from incidents.demo.plans import Affair, Plan, Taken, Thing, Work
from incidents.models import Case, CaseAction, PropertyItem
from incidents.states import CaseState

Kind, Owner = PropertyItem.Category, PropertyItem.Owner

FOUND = date(2018, 4, 29)
# The story does not say which of the two the arrest closed.
NOTE = "抓获嫌疑人 1 名，被盗财物全部追回。原始材料未写明抓获对应哪一起，两案均标为已破；破案日期未载明。"
# No school of the story: the middle school is not named, and this one is invented.
MIDDLE_SCHOOL = "青石坪中学"


def _at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return midnight(date(2018, month, day)) + timedelta(hours=hour, minutes=minute)


def _steps(reported_at: datetime) -> tuple[Taken, ...]:
    return (
        Taken(CaseState.REPORTED, reported_at),
        Taken(CaseState.ACCEPTED, reported_at + timedelta(minutes=30)),
        Taken(CaseState.INVESTIGATING, reported_at + timedelta(hours=1)),
        Taken(CaseState.SOLVED, _at(4, 29, 12), NOTE),
    )


PHONE = Plan(
    facts="幼儿园在广场演出，教师放在舞台边凳子上的手机被盗。2 月下旬 10 时许，具体日期及园名原始材料未载明。",
    occurred=(_at(2, 21, 10), _at(2, 28, 10, 30)),
    steps=_steps(_at(2, 28, 11)),
    way=Case.Way.CALL_110,
    event=Case.Event.PERFORMANCE,
    place="俊逸新视界广场舞台边",
    due_on=date(2018, 4, 30),
    things=(Thing(Kind.PHONE, "教师手机 1 部（价值未载明，按 0 元登记）", Decimal(0), Owner.STAFF, FOUND, FOUND),),
)
CASH = Plan(
    facts="某中学校内数千元被盗。4 月中旬，具体日期、时刻及校名原始材料未载明，此处挂在演示学校名下。",
    occurred=(_at(4, 11, 0), _at(4, 20, 12)),
    steps=_steps(_at(4, 20, 12, 30)),
    way=Case.Way.CALL_110,
    school=MIDDLE_SCHOOL,
    due_on=date(2018, 5, 20),
    things=(Thing(Kind.CASH, "现金数千元（确数未载明，按 3000 元登记）", Decimal(3000), Owner.OTHER, FOUND, FOUND),),
)
WORK = (
    Work(
        CaseAction.Kind.VIDEO_REVIEW, _at(4, 21, 8), _at(4, 26, 18), Decimal(40),
        "调阅视频 40 小时，锁定嫌疑人。起止日期未载明；服务两案。",
    ),
    Work(
        CaseAction.Kind.STAKEOUT, _at(4, 27, 12), _at(4, 29, 12), Decimal(48),
        "蹲守 2 天（按 48 小时计），发现嫌疑人。起止日期未载明；服务两案。",
    ),
    Work(
        CaseAction.Kind.ARREST, _at(4, 29, 12), _at(4, 29, 12), Decimal(0),
        "抓获嫌疑人 1 名。未载明对应哪一起；服务两案。",
    ),
    Work(CaseAction.Kind.PROPERTY_RETURNED, _at(4, 29, 16), _at(4, 29, 16), Decimal(0), "被盗财物全部发还；服务两案。"),
)  # fmt: skip
STORY = Affair((PHONE, CASH), WORK)
