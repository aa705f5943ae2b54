"""What came in by the hotline and from the public, all invented: calls, and tips with their messages."""

from collections.abc import Iterator
from dataclasses import dataclass

from campus_safety.audit.trail import mask
from outreach.demo.ground import Ground
from outreach.models import Call, Tip, TipMessage, TipStep
from outreach.states.tips import TipState
from outreach.tip_codes import hash_of, make_code

Caller, Topic, Category = Call.Caller, Call.Topic, Tip.Category
NEW, WORKED_ON, CLOSED = TipState.NEW, TipState.WORKED_ON, TipState.CLOSED


@dataclass(frozen=True, slots=True)
class Rang:
    """One call: so many days ago at which hour, who, about what, what was said and answered, what is still to do."""

    back: int
    hour: float
    caller: Call.Caller
    topic: Call.Topic
    text: str
    answer: str
    school: str = ""
    needs_follow_up: bool = False
    follow_up: str = ""


CALLS = (
    Rang(34, 8.6, Caller.PARENT, Topic.TRAFFIC, "校门口有货车占道（演示）", "已派巡逻车疏导（演示）", "桥北小学"),
    Rang(21, 16.8, Caller.STAFF, Topic.STRANGER, "有陌生人在围墙外徘徊（演示）", "5 分钟到场，系候车群众（演示）",
         "启明幼儿园", needs_follow_up=True, follow_up="次日放学时段加派一组，未再发现（演示）"),
    Rang(9, 10.2, Caller.HEAD, Topic.ADVICE, "咨询演出安保如何申请（演示）", "已指导在系统内申请活动护航（演示）",
         "三峡幼儿园"),
    Rang(2, 17.3, Caller.NEIGHBOUR, Topic.SURROUNDINGS, "放学后路口摊贩多（演示）", "已记录，联系城管（演示）",
         "南苑幼儿园", needs_follow_up=True),
)  # fmt: skip


def write_calls(ground: Ground) -> None:
    """Write the log of the hotline."""
    rows = Call.objects.bulk_create(_call(ground, rang) for rang in CALLS)
    for row in rows:
        ground.note(row, {"topic": (None, row.topic), "text": (None, mask(row.text))}, row.taken_by, row.called_at)


def _call(ground: Ground, rang: Rang) -> Call:
    taken_by = ground.officers[rang.back % len(ground.officers)]
    done = {
        "followed_up_at": ground.at(rang.back - 1, 17), "followed_up_by": taken_by, "follow_up": rang.follow_up,
    }  # fmt: skip
    return Call(
        unit=ground.unit, school=ground.schools.get(rang.school), called_at=ground.at(rang.back, rang.hour),
        caller=rang.caller, topic=rang.topic, text=rang.text, answer=rang.answer, taken_by=taken_by,
        needs_follow_up=rang.needs_follow_up, **done if rang.follow_up else {},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One tip: so many days ago at which hour, of what kind, what, where; how far it is, and the answer to it."""

    back: int
    hour: float
    category: Tip.Category
    text: str
    place: str
    school: str
    state: TipState
    reply: str = ""


TIPS = (
    Told(26, 12.5, Category.STALLS, "中学门口小店卖烟给学生（演示）", "校门右侧第二家", "青石坪中学", CLOSED,
         "谢谢您。已会同烟草部门检查，店主已受处罚（演示）"),
    Told(6, 18.1, Category.HAZARD, "幼儿园后墙有块砖松动（演示）", "后门左侧围墙", "红石幼儿园", WORKED_ON,
         "收到，民警今天到现场查看（演示）"),
    Told(1, 8.4, Category.TRAFFIC, "早上 8 点半网约车在斑马线上停车下客（演示）", "园门前斑马线", "三峡幼儿园", NEW),
)  # fmt: skip


def write_tips(ground: Ground) -> None:
    """Write the tips with their messages and steps; nobody has the codes."""
    told = [each for each in TIPS if each.school in ground.schools]
    rows = Tip.objects.bulk_create(_tip(ground, each) for each in told)
    pairs = list(zip(told, rows, strict=True))
    TipMessage.objects.bulk_create(
        TipMessage(tip=row, by=row.lead, at=ground.at(each.back - 1, 10), text=each.reply)
        for each, row in pairs
        if each.reply
    )
    steps = [step for each, row in pairs for step in _steps(ground, each, row)]
    TipStep.objects.bulk_create(steps)
    ground.note_steps(steps, "tip")


def _tip(ground: Ground, told: Told) -> Tip:
    school = ground.schools[told.school]
    return Tip(
        unit=ground.unit, school=school, category=told.category, text=told.text, place=told.place,
        latitude=school.latitude, longitude=school.longitude, code_hash=hash_of(make_code()), state=told.state,
        received_at=ground.at(told.back, told.hour), lead=None if told.state == NEW else ground.officers[0],
    )  # fmt: skip


def _steps(ground: Ground, told: Told, row: Tip) -> Iterator[TipStep]:
    yield TipStep(tip=row, before="", after=NEW, at=row.received_at)
    if told.state == NEW:
        return
    begun = ground.at(told.back - 1, 9)
    yield TipStep(tip=row, before=NEW, after=WORKED_ON, at=begun, by=row.lead)
    if told.state == CLOSED:
        yield TipStep(tip=row, before=WORKED_ON, after=CLOSED, at=ground.at(told.back - 1, 10), by=row.lead)
