"""The activities: three of the story, and the invented ones of the last months, planned, held, confirmed, cancelled."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from campus_safety.local_days import midnight
from outreach.demo.drills import drills
from outreach.demo.ground import Ground
from outreach.demo.plan import Plan
from outreach.models import Activity, ActivitySchool, ActivityStep, Measure
from outreach.states.activities import TOOK_PLACE, ActivityState, Answer

Kind, Drill = Activity.Kind, Activity.Drill
HELD, CONFIRMED = ActivityState.HELD, ActivityState.CONFIRMED
# Which of the station's measures an invented activity serves: the story numbers them and does not say which is which.
SERVED = {Kind.LECTURE: 3, Kind.VISIT: 7, Kind.CAMERA_ADVICE: 12, Kind.MEETING: 20, Kind.DRILL: 25}


def write_activities(ground: Ground) -> None:
    """Write the activities with their schools, officers and steps."""
    invented = [*_invented(ground), *drills(ground)]
    known = [plan for plan in (*_story(), *invented) if all(name in ground.schools for name in plan.schools)]
    rows = [_row(ground, plan) for plan in known]
    Activity.objects.bulk_create(rows)
    told = list(zip(known, rows, strict=True))
    took_part = Activity.officers.through
    took_part.objects.bulk_create(
        took_part(activity=row, user=ground.officers[number]) for plan, row in told for number in plan.officers
    )
    _serve([row for plan, row in told if plan in invented and row.state in TOOK_PLACE])
    ActivitySchool.objects.bulk_create(_attended(ground, row, name) for plan, row in told for name in plan.schools)
    steps = [step for row in rows for step in _steps(ground, row)]
    ActivityStep.objects.bulk_create(steps)
    ground.note_steps(steps, "activity")
    ground.moments.extend(row.starts_at for row in rows if row.state in TOOK_PLACE)


def _serve(rows: list[Activity]) -> None:
    """Link the activities to the measures that they serve."""
    measures = {measure.number: measure for measure in Measure.objects.filter(number__in=SERVED.values())}
    serves = Activity.measures.through
    serves.objects.bulk_create(
        serves(activity=row, measure=measures[number])
        for row in rows
        for number in [SERVED.get(Kind(row.kind))]
        if number in measures
    )


def _day(month: int, day: int, hour: float) -> datetime:
    return midnight(date(2018, month, day)) + timedelta(hours=hour)


def _story() -> list[Plan]:
    return [
        Plan(
            kind=Kind.OPEN_DAY, title="“警营开放日”走进派出所", schools=("金色阳光幼儿园",), starts_at=_day(5, 15, 9),
            hours=2, heads=(30, 0, 0), officers=(0, 1), state=HELD,
            outcome="30 名幼儿参观户籍窗口、110 指挥台，上一堂安全课。起止时刻原始材料未载明。",
        ),
        Plan(
            kind=Kind.CONTACT_CARDS, title="巡逻中发放警民联系卡，车载喊话宣传", schools=("三峡幼儿园",),
            starts_at=_day(5, 23, 9), state=HELD, tools="警民联系卡、车载喊话器",
            outcome="家长送园时段边巡逻边发放联系卡。起止时刻、园名原始材料未载明，此处挂在三峡幼儿园名下。",
        ),
        Plan(
            kind=Kind.DRILL, drill=Drill.ANTI_VIOLENCE, title="防暴演练", schools=("隆鑫大地幼儿园",),
            starts_at=_day(6, 4, 9.5), state=HELD, officers=(0, 2), tools="盾牌、钢叉",
            outcome="教保安和教师使用盾牌、钢叉。人数、时刻原始材料未载明。",
        ),
    ]  # fmt: skip


def _invented(ground: Ground) -> list[Plan]:
    at = ground.at
    return [
        Plan(
            kind=Kind.VISIT, title="开学走访，听取意见（演示）", schools=("三峡幼儿园", "金色阳光幼儿园"),
            starts_at=at(85, 9), hours=2, officers=(0, 1), with_leaders=True, heads=(0, 6, 0),
            outcome="收集意见 2 条（演示）",
        ),
        Plan(
            kind=Kind.LECTURE, title="防走失，不跟陌生人走（演示）", schools=("三峡幼儿园",), starts_at=at(60, 10),
            class_hours=Decimal(1), heads=(62, 5, 0), tools="动画短片、情景模拟",
            outcome="幼儿能说出家长电话和 110（演示）",
        ),
        Plan(
            kind=Kind.LECTURE, title="预防校园欺凌（演示）", schools=("青石坪中学",), starts_at=at(40, 15),
            class_hours=Decimal(1), officers=(11,), heads=(310, 12, 0), outcome="发放提示单（演示）",
        ),
        Plan(
            kind=Kind.LECTURE, title="交通安全课（演示）", schools=("青石坪小学",), starts_at=at(33, 14.5),
            class_hours=Decimal(1), officers=(13,), heads=(240, 8, 0), state=HELD, outcome="讲解过街和乘车（演示）",
        ),
        Plan(
            kind=Kind.DRILL, drill=Drill.EVACUATION, title="秋季消防疏散演练（演示）", schools=("三峡幼儿园",),
            starts_at=at(50, 10), heads=(300, 32, 0), drill_min=Decimal("1.8"),
            outcome="1 分 48 秒全部撤到操场（演示）",
        ),
        Plan(
            kind=Kind.DRILL, drill=Drill.EVACUATION, title="应急疏散演练（演示）", schools=("青石坪小学",),
            starts_at=at(20, 10), officers=(13,), heads=(1460, 88, 0), drill_min=Decimal("2.6"), state=HELD,
            outcome="东侧楼梯拥堵，超过 2 分钟，已建议分流（演示）",
        ),
        Plan(
            kind=Kind.DRILL, drill=Drill.ANTI_VIOLENCE, title="防暴力侵害演练（演示）", schools=("金色阳光幼儿园",),
            starts_at=at(12, 9.5), officers=(1,), heads=(0, 18, 0), drill_min=Decimal(6), tools="盾牌、钢叉、橡胶棍",
            outcome="保安能在 1 分钟内列阵（演示）",
        ),
        Plan(
            kind=Kind.CAMERA_ADVICE, title="指导门口监控角度（演示）", schools=("红石幼儿园",), starts_at=at(16, 14),
            officers=(4,), heads=(0, 2, 0), state=HELD, outcome="东门探头逆光，建议调低（演示）",
        ),
        Plan(
            kind=Kind.VISIT, title="走访问需（演示）", schools=("三峡幼儿园",), starts_at=at(8, 15), heads=(0, 3, 0),
            state=HELD, outcome="园方希望演出时派警（演示）",
        ),
        Plan(
            kind=Kind.MEETING, title="校园安全联席会（演示）", schools=("青石坪小学", "桥北小学", "青石坪中学"),
            starts_at=at(25, 15), hours=1.5, officers=(0, 13), heads=(0, 9, 0), outcome="商定放学错峰（演示）",
        ),
        Plan(
            kind=Kind.LECTURE, title="冬季防火小课堂（演示）", schools=("金色阳光幼儿园",), starts_at=at(-4, 10),
            state=ActivityState.PLANNED, officers=(1,),
        ),
        Plan(
            kind=Kind.DRILL, drill=Drill.EVACUATION, title="季度疏散演练（演示）", schools=("青枫幼儿园",),
            starts_at=at(-6, 10), state=ActivityState.PLANNED, officers=(3,),
        ),
        Plan(
            kind=Kind.OPEN_DAY, title="警营开放日（演示）", schools=("小百合幼儿园",), starts_at=at(10, 9), hours=2,
            state=ActivityState.CANCELLED, officers=(9,),
        ),
    ]  # fmt: skip


def _row(ground: Ground, plan: Plan) -> Activity:
    children, staff, parents = plan.heads
    return Activity(
        unit=ground.unit, kind=plan.kind, title=plan.title, with_leaders=plan.with_leaders, starts_at=plan.starts_at,
        ends_at=plan.starts_at + timedelta(hours=plan.hours), class_hours=plan.class_hours, drill=plan.drill,
        drill_min=plan.drill_min, children=children, staff=staff, parents=parents, tools=plan.tools,
        outcome=plan.outcome, state=plan.state, entered_by=ground.officers[plan.officers[0]],
    )  # fmt: skip


def _attended(ground: Ground, row: Activity, name: str) -> ActivitySchool:
    school = ground.schools[name]
    if row.state != CONFIRMED:
        return ActivitySchool(activity=row, school=school)
    at = row.ends_at + timedelta(hours=2)
    return ActivitySchool(
        activity=row, school=school, answer=Answer.CONFIRMED, answered_at=at, answered_by=ground.head_of(school)
    )


def _steps(ground: Ground, row: Activity) -> list[ActivityStep]:
    planned_at = min(row.starts_at - timedelta(days=3), ground.now - timedelta(days=1))
    told = [] if row.state in TOOK_PLACE else [("", ActivityState.PLANNED, planned_at, row.entered_by, "")]
    if row.state in TOOK_PLACE:
        told.append(("", HELD, row.ends_at, row.entered_by, ""))
    if row.state == CONFIRMED:
        for attendance in row.attendances.select_related("school").reverse()[:1]:
            by = ground.head_of(attendance.school)
            told.append((HELD, CONFIRMED, row.ends_at + timedelta(hours=2), by, ""))
    if row.state == ActivityState.CANCELLED:
        words = "园方当日有检查，改期（演示）"
        told.append((ActivityState.PLANNED, ActivityState.CANCELLED, row.starts_at, row.entered_by, words))
    return [
        ActivityStep(activity=row, before=before, after=after, at=at, by=by, text=text)
        for before, after, at, by, text in told
    ]
