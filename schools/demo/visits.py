"""Which inspections there were: by police early in the span and lately, what was looked at again, and self-checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from campus_safety.accounts.models import User
from campus_safety.rules.sheet import SheetItem, items_for
from schools.demo.stage import Stage
from schools.models import Inspection, School

Faults = Mapping[str, str]
PUT_RIGHT = "复查：已整改（演示）"
NEVER = "桥东幼儿园"

# What may be wrong at an item, early in the span.
FAULTS = {
    "closed_campus": "侧门白天未锁闭", "guards_full_time": "1 名保安未佩戴防护装备",
    "alarm_linked": "一键报警接通超过 20 秒",
    "gate_duty": "护学岗应到 4 人，实到 3 人", "guards_number": "保安缺 1 人", "gatehouse": "门卫值班表未上墙",
    "rounds": "校园巡查每日仅 3 次", "barriers": "防撞柱缺 2 根", "video_kept": "监控录像仅保存 21 天",
    "drill_kindergarten": "本季度疏散演练尚无记录", "drill_school": "上月疏散演练尚无记录",
    "vice_principal_posted": "法治副校长公示牌尚未更新", "cameras": "后门摄像头逆光，看不清来人",
    "exits": "二楼疏散通道堆放桌椅", "hotline_posted": "门卫室未张贴派出所热线",
}  # fmt: skip

# What does not apply to a school, and why.
NONE_NEEDED = {("坪上幼儿园", "barriers"): "校门前为步行梯道，机动车无法驶入"}

# The last inspection: how many days with school ago, and what was wrong.
LATELY: Mapping[str, tuple[int, Faults]] = {
    "三峡幼儿园": (6, {"exits": "二楼疏散通道堆放桌椅", "alarm_linked": "一键报警测试两次，接通均超过 20 秒"}),
    "金色阳光幼儿园": (5, {"video_kept": "监控录像仅保存 21 天"}),
    "隆鑫大地幼儿园": (9, {}),
    "青枫幼儿园": (12, {"gate_duty": "护学岗应到 4 人，实到 3 人"}),
    "红石幼儿园": (15, {"alarm_linked": "一键报警接通超过 20 秒"}),
    "南苑幼儿园": (18, {}),
    "晨光幼儿园": (23, {"cameras": "后门摄像头逆光，看不清来人"}),
    "坪上幼儿园": (24, {"exits": "3 具灭火器压力不足", "alarm_linked": "一键报警设备离线，值班室未收到信号"}),
    "橙子树幼儿园": (7, {"hotline_posted": "门卫室未张贴派出所热线"}),
    "小百合幼儿园": (10, {}),
    "星河幼儿园": (13, {"guards_full_time": "1 名保安未持证上岗"}),
    "启明幼儿园": (16, {"rounds": "校园巡查记录缺 3 天"}),
    "育新幼儿园": (19, {"closed_campus": "围墙修缮期间侧门未锁闭"}),
    "青石坪小学": (8, {"barriers": "防撞柱缺 2 根", "alarm_linked": "校门视频未接入派出所，线路改造中"}),
    "桥北小学": (11, {"drill_school": "上月疏散演练无文字记录"}),
    "青石坪中学": (14, {"guards_number": "应配保安 4 人，实有 3 人"}),
    "桥南职业中学": (20, {"gatehouse": "夜间值班表未上墙"}),
    "示范路小学": (9, {"vice_principal_posted": "法治副校长公示牌尚未更新"}),
    "示范路中学": (17, {"cameras": "操场东侧有一处监控盲区"}),
}
OBJECTION = "检查当天录像机正在更换硬盘，更换后可保存 30 天，请派出所复核（演示）。"
# What the school says to the last inspection; elsewhere its head has confirmed it. Empty: not answered yet.
ANSWERS = {"三峡幼儿园": "", "金色阳光幼儿园": Inspection.Answer.OBJECTED}

SELF_CHECKS: tuple[tuple[str, float, Faults], ...] = (
    ("三峡幼儿园", 0.3, {"exits": "音乐教室门口有玩具架，已当场搬开"}),
    ("三峡幼儿园", 9, {"hotline_posted": "热线牌被遮挡，待移位"}),
    ("金色阳光幼儿园", 0.35, {}),
    ("金色阳光幼儿园", 8, {"rounds": "夜间巡查漏记 1 次"}),
)
LEFT_OPEN, LEFT_AFTER = "晨光幼儿园", 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One inspection as it will have been: `when` as in `Days`, what was looked at, and what was wrong."""

    school: School
    by: User
    when: float
    items: list[str]
    faults: Faults = field(default_factory=dict)
    note: str = ""
    answer: str = ""
    is_open: bool = False


def plan_visits(stage: Stage) -> list[Visit]:
    """All visits, in the order of their days."""
    visits = [*_by_police(stage), *_by_schools(stage), *_left_open(stage)]
    return sorted(visits, key=lambda visit: stage.days.day(visit.when))


def _by_police(stage: Stage) -> Iterator[Visit]:
    for number, school in enumerate(stage.schools.values()):
        if school.name == NEVER or school.name not in LATELY:
            continue
        officer, days = stage.officer(school), stage.days
        confirmed = Inspection.Answer.CONFIRMED.value if school.pk in stage.heads else ""
        lately, faults = LATELY[school.name]
        answer = ANSWERS.get(school.name, confirmed) if confirmed else ""
        early, between = 0.01 * number, 0.35 + 0.01 * number
        found = _early_faults(stage, school, early)
        if days.day(early) < days.day(lately):
            yield Visit(school=school, by=officer, when=early, items=_items(stage, school, early), faults=found,
                        note="开学安全检查（演示）", answer=confirmed)  # fmt: skip
        if found and days.day(early) < days.day(between) < days.day(lately):
            yield Visit(school=school, by=officer, when=between, items=list(found), note=PUT_RIGHT,
                        answer=confirmed)  # fmt: skip
        yield Visit(school=school, by=officer, when=lately, items=_items(stage, school, lately), faults=faults,
                    note="例行安全检查（演示）", answer=answer)  # fmt: skip


def _early_faults(stage: Stage, school: School, when: float) -> Faults:
    rng = stage.random("faults", school.name)
    may_fail = [item for item in _items(stage, school, when) if (school.name, item) not in NONE_NEEDED]
    return {item: FAULTS[item] for item in may_fail if rng.random() < 0.09}


def _by_schools(stage: Stage) -> Iterator[Visit]:
    for name, when, faults in SELF_CHECKS:
        school = stage.schools.get(name)
        if school is not None and school.pk in stage.heads:
            yield Visit(school=school, by=stage.heads[school.pk], when=when, items=_items(stage, school, when),
                        faults=faults, note="园所自查（演示）")  # fmt: skip


def _left_open(stage: Stage) -> Iterator[Visit]:
    """One that an officer has begun and not finished."""
    school = stage.schools.get(LEFT_OPEN)
    if school is not None:
        yield Visit(school=school, by=stage.officer(school), when=1, items=_items(stage, school, 1)[:LEFT_AFTER],
                    is_open=True)  # fmt: skip


def _items(stage: Stage, school: School, when: float) -> list[str]:
    levels = [level.level for level in school.levels.all()]
    items: list[SheetItem] = items_for(levels, stage.days.day(when))
    return [item.key for item in items]
