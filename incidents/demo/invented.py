"""Invented cases of the last months (演示), so that lists, map, month and desk have something to show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from campus_safety.local_days import midnight
from incidents.demo.plans import Affair, Plan, Taken, Thing, Work
from incidents.models import Case, CaseAction, PropertyItem
from incidents.states import CaseState

Way, Event, Did = Case.Way, Case.Event, CaseAction.Kind
Kind, Owner = PropertyItem.Category, PropertyItem.Owner
MINE = "桥南职业中学"


@dataclass(frozen=True, slots=True)
class Clock:
    """Counts back from today."""

    today: date

    def day(self, back: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=back)

    def at(self, back: int, hour: float) -> datetime:
        """So many hours into that day."""
        return midnight(self.day(back)) + timedelta(hours=hour)

    def span(self, back: int, begins: float, ends: float) -> tuple[datetime, datetime]:
        """Two hours of that day."""
        return self.at(back, begins), self.at(back, ends)

    def opened(self, back: int, hour: float) -> tuple[Taken, ...]:
        """Reported then, accepted and investigated soon after."""
        return (
            Taken(CaseState.REPORTED, self.at(back, hour)),
            Taken(CaseState.ACCEPTED, self.at(back, hour + 0.5)),
            Taken(CaseState.INVESTIGATING, self.at(back, hour + 1)),
        )

    def ended(self, solved: int, closed: int) -> tuple[Taken, ...]:
        """Solved on one day and closed on another."""
        return (
            Taken(CaseState.SOLVED, self.at(solved, 16), "视频追踪查明嫌疑人（演示）"),
            Taken(CaseState.CLOSED, self.at(closed, 11), "财物已发还，案件办结（演示）"),
        )


def invented(today: date) -> list[Affair]:
    """The cases of the last 80 days: some solved, some worked on, one still to be decided, some that were none."""
    clock = Clock(today)
    return [*_solved(clock), *_worked_on(clock), *_none(clock), Affair([_reported(clock)])]


def _solved(clock: Clock) -> list[Affair]:
    battery = Thing(Kind.OTHER, "电动自行车电瓶 1 组（演示）", Decimal(600), Owner.PARENT, clock.day(66), clock.day(65))
    laptop = Thing(Kind.COMPUTER, "笔记本电脑 1 台（演示）", Decimal(3800), Owner.SCHOOL, clock.day(21), clock.day(20))
    return [
        Affair(
            [
                Plan(
                    school="启明幼儿园", event=Event.ARRIVAL, way=Way.CALL_110, occurred=clock.span(74, 8.4, 8.9),
                    facts="家长送园时停在门口的电动自行车电瓶被盗（演示）", things=[battery], due_on=clock.day(44),
                    steps=[*clock.opened(74, 9.5), *clock.ended(66, 64)],
                )
            ],
            [
                Work(Did.SCENE_VISIT, *clock.span(74, 10, 11), Decimal(1), "现场勘查，调取门口监控（演示）"),
                Work(Did.VIDEO_REVIEW, *clock.span(73, 9, 17), Decimal(6), "锁定嫌疑人离开方向（演示）"),
            ],
        ),
        Affair(
            [
                Plan(
                    school="桥北小学", event=Event.DISMISSAL, way=Way.STATION, occurred=clock.span(45, 16, 16.3),
                    facts="放学时家长放在车筐内的手机被盗（演示）", due_on=clock.day(15),
                    things=[Thing(Kind.PHONE, "手机 1 部（演示）", Decimal(2600), Owner.PARENT)],
                    steps=[*clock.opened(45, 17), clock.ended(30, 0)[0]],
                )
            ],
            [Work(Did.VIDEO_REVIEW, *clock.span(43, 9, 18), Decimal(8), "查明嫌疑人落脚点（演示）")],
        ),
        Affair(
            [
                Plan(
                    school="南苑幼儿园", event=Event.NIGHT, way=Way.HOTLINE, occurred=clock.span(33, 1, 4),
                    facts="夜间办公室被撬，一台笔记本电脑被盗（演示）", things=[laptop], due_on=clock.day(3),
                    steps=[*clock.opened(33, 8), *clock.ended(21, 19)],
                )
            ],
            [
                Work(Did.VIDEO_REVIEW, *clock.span(32, 8, 22), Decimal(12), "还原嫌疑人夜间轨迹（演示）"),
                Work(Did.STAKEOUT, *clock.span(22, 0, 8), Decimal(8), "在落脚点蹲守，抓获嫌疑人（演示）"),
            ],
        ),
    ]  # fmt: skip


def _worked_on(clock: Clock) -> list[Affair]:
    return [
        Affair(
            [
                Plan(
                    school=MINE, event=Event.NIGHT, way=Way.TIP, occurred=clock.span(18, 2, 5),
                    facts="学生停在宿舍楼下的电动自行车被盗（演示）", due_on=clock.day(-2),
                    things=[Thing(Kind.VEHICLE, "电动自行车 1 辆（演示）", Decimal(2200), Owner.CHILD)],
                    steps=clock.opened(18, 9),
                )
            ],
            [
                Work(Did.SCENE_VISIT, *clock.span(18, 11, 12), Decimal(1), "现场勘查，走访值班人员（演示）"),
                Work(Did.VIDEO_REVIEW, *clock.span(17, 9, 16), Decimal("5.5"), "调阅沿线监控，尚在排查（演示）"),
            ],
        ),
        Affair(
            [
                Plan(
                    school="三峡幼儿园", place="三峡幼儿园对面公交站（演示）", spot=(29.52795, 106.47301),
                    event=Event.DISMISSAL, way=Way.STATION, occurred=clock.span(9, 16.7, 17), due_on=clock.day(-21),
                    facts="接园家长候车时提包内手机被盗（演示）", steps=clock.opened(9, 18),
                    things=[Thing(Kind.PHONE, "手机 1 部（演示）", Decimal(1800), Owner.PARENT)],
                )
            ]
        ),
    ]  # fmt: skip


def _none(clock: Clock) -> list[Affair]:
    withdrawn = Plan(
        school="桥东幼儿园", event=Event.OPEN_DAY, way=Way.CALL_110, occurred=clock.span(26, 9, 10),
        facts="家长称开放日上提包被盗（演示）",
        steps=[
            Taken(CaseState.REPORTED, clock.at(26, 11)),
            Taken(CaseState.WITHDRAWN, clock.at(25, 10), "提包已自行找回，报警人撤回（演示）"),
        ],
    )  # fmt: skip
    refused = Plan(
        school="晨光幼儿园", way=Way.HOTLINE, occurred=clock.span(6, 10, 11),
        facts="园方称供货商未按约定退还押金（演示）",
        steps=[
            Taken(CaseState.REPORTED, clock.at(6, 14)),
            Taken(CaseState.NOT_ACCEPTED, clock.at(6, 15), "属民事纠纷，已告知救济途径（演示）"),
        ],
    )  # fmt: skip
    return [Affair([withdrawn]), Affair([refused])]


def _reported(clock: Clock) -> Plan:
    return Plan(
        school="三峡幼儿园", event=Event.ARRIVAL, way=Way.PRINCIPAL, occurred=clock.span(1, 8.6, 8.9),
        facts="送园时段，一名家长挂在车把上的手提包不见（演示）", steps=[Taken(CaseState.REPORTED, clock.at(1, 9.5))],
    )  # fmt: skip
