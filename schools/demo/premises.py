"""The premises round the schools, and the checks on them."""

from dataclasses import dataclass
from datetime import timedelta

from auditlog.models import LogEntry
from geographiclib.geodesic import Geodesic

from campus_safety.accounts.models import User
from campus_safety.audit.trail import Action, Changes
from schools.actions.premises import next_check_after
from schools.demo.stage import Stage
from schools.demo.trail import dated
from schools.models import Premises, PremisesCheck

Kind = Premises.Kind
Outcome = PremisesCheck.Outcome
NOTES = {
    Outcome.IN_ORDER: "现场检查，未发现问题（演示）",
    Outcome.HAZARD: "发现隐患，已登记（演示）",
    Outcome.CLOSED: "已停业搬离（演示）",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One site: what, near which school, in which direction (degrees) and how far, and its checks (as in `Days`).

    `due` is in how many days from today it is to be checked again (None: when the rule says so), `last` what the last
    check found.
    """

    kind: Kind
    name: str
    school: str
    azimuth: int
    distance_m: int
    checks: tuple[float, ...]
    residents: int | None = None
    due: int | None = None
    last: Outcome = Outcome.IN_ORDER


PLANS = (
    Plan(Kind.CONSTRUCTION, "青石坪旧改工地（演示）", "青石坪小学", 70, 210, (0.1, 0.5), due=-4, last=Outcome.HAZARD),
    Plan(Kind.CONSTRUCTION, "桥南管网施工工地（演示）", "桥南职业中学", 200, 160, (0.3, 9), due=18),
    Plan(Kind.CHEMICALS, "油漆化工店（演示）", "晨光幼儿园", 110, 320, (0.2, 12), due=14, last=Outcome.HAZARD),
    Plan(Kind.RENTAL, "桥北出租房 1 号（演示）", "桥北小学", 20, 120, (0.15, 14), 12),
    Plan(Kind.RENTAL, "桥北出租房 2 号（演示）", "桥北小学", 95, 260, (0.4,), 8),
    Plan(Kind.RENTAL, "桥北出租房 3 号（演示）", "桥北小学", 170, 340, (0.1,), 21, due=-8),
    Plan(Kind.RENTAL, "青石坪出租房 1 号（演示）", "青石坪中学", 250, 180, (0.2, 10), 17, last=Outcome.HAZARD),
    Plan(Kind.RENTAL, "青石坪出租房 2 号（演示）", "青石坪中学", 315, 290, (0.6,), 6),
    Plan(Kind.RENTAL, "三峡出租房 1 号（演示）", "三峡幼儿园", 140, 150, (0.5,), 9),
    Plan(Kind.RENTAL, "南苑出租房 1 号（演示）", "南苑幼儿园", 45, 230, (0.05,), 14, due=-3),
    Plan(Kind.INTERNET_CAFE, "青石坪网吧（演示）", "青石坪中学", 130, 150, (0.1, 0.5, 7), due=21,
         last=Outcome.HAZARD),
    Plan(Kind.INTERNET_CAFE, "桥西网吧（演示）", "青石坪中学", 205, 380, (0.3, 15), due=9),
    Plan(Kind.ENTERTAINMENT, "歌厅（演示）", "小百合幼儿园", 60, 170, (0.3,)),
    Plan(Kind.ENTERTAINMENT, "电玩城（演示）", "桥南职业中学", 320, 420, (0.7,)),
    Plan(Kind.BAR, "小酒馆（演示）", "橙子树幼儿园", 300, 140, (0.4,)),
    Plan(Kind.TOBACCO, "烟酒店一（演示）", "金色阳光幼儿园", 100, 95, (0.2,)),
    Plan(Kind.TOBACCO, "烟酒店二（演示）", "启明幼儿园", 215, 330, (0.5,)),
    Plan(Kind.ALCOHOL, "酒类专卖店（演示）", "红石幼儿园", 80, 180, (0.25,)),
    Plan(Kind.ALCOHOL, "便利超市（演示）", "育新幼儿园", 10, 410, (0.65,)),
    Plan(Kind.LOTTERY, "彩票店一（演示）", "星河幼儿园", 190, 120, (0.1,), due=-12),
    Plan(Kind.LOTTERY, "彩票店二（演示）", "桥东幼儿园", 270, 350, (0.45,), last=Outcome.CLOSED),
    Plan(Kind.VENDORS, "校门口早餐摊点（演示）", "青石坪小学", 355, 60, (0.2, 0.6, 6), due=22),
    Plan(Kind.VENDORS, "商业街流动摊贩（演示）", "桥南职业中学", 110, 130, (0.3, 11), due=16),
    Plan(Kind.OTHER, "液化气换瓶点（演示）", "坪上幼儿园", 150, 270, (0.35,)),
    Plan(Kind.RENTAL, "示范路出租房 1 号（演示）", "示范路小学", 75, 200, (0.3,), 11),
    Plan(Kind.TOBACCO, "示范路烟酒店（演示）", "示范路中学", 230, 160, (0.5,)),
)  # fmt: skip


def write_premises(stage: Stage, trail: list[LogEntry]) -> dict[str, Premises]:
    """Write premises and checks, and put their entries on `trail`. Returns the premises by name."""
    plans = [plan for plan in PLANS if plan.school in stage.schools]
    rows = Premises.objects.bulk_create(_premises(stage, plan, number) for number, plan in enumerate(plans, 1))
    pairs = list(zip(plans, rows, strict=True))
    checks = PremisesCheck.objects.bulk_create(
        _check(stage, plan, row, number) for plan, row in pairs for number in range(len(plan.checks))
    )
    for row in rows:
        first = next(check for check in checks if check.premises == row)
        trail.append(dated(row, _first_values(row), first.officer, first.checked_at, Action.CREATE))
    trail += [_entry_of(check) for check in checks]
    return {row.name: row for row in rows}


def officer_for(stage: Stage, plan: Plan) -> User:
    """Who checks premises: the officer of the school that they are near."""
    return stage.officer(stage.schools[plan.school])


def _premises(stage: Stage, plan: Plan, number: int) -> Premises:
    school = stage.schools[plan.school]
    place = Geodesic.WGS84.Direct(school.latitude, school.longitude, plan.azimuth, plan.distance_m)
    last_on, is_open = stage.days.day(plan.checks[-1]), plan.last != Outcome.CLOSED
    next_on = next_check_after(last_on) if plan.due is None else stage.days.today + timedelta(days=plan.due)
    return Premises(
        unit_id=school.unit_id, kind=plan.kind, name=plan.name, address=f"{school.name}附近（演示地址）",
        latitude=round(place["lat2"], 6), longitude=round(place["lon2"], 6), contact="联系人（演示）",
        contact_phone=f"{3000 + number:011d}", temporary_residents=plan.residents, note="演示数据", is_open=is_open,
        last_check_on=last_on, next_check_on=next_on if is_open else None,
    )  # fmt: skip


def _check(stage: Stage, plan: Plan, row: Premises, number: int) -> PremisesCheck:
    """One check; before the last one all was in order, and as many or a few fewer lived there."""
    is_last = number == len(plan.checks) - 1
    rng = stage.random("check", plan.name, number)
    outcome = plan.last if is_last else Outcome.IN_ORDER
    fewer = 0 if is_last else rng.randint(0, 3)
    at = stage.days.moment(plan.checks[number], 14 * 60 + 10 * number + rng.randint(0, 9))
    return PremisesCheck(
        premises=row, unit_id=row.unit_id, officer=officer_for(stage, plan), checked_at=at, outcome=outcome,
        temporary_residents=None if plan.residents is None else plan.residents - fewer, note=NOTES[outcome],
    )  # fmt: skip


def _first_values(row: Premises) -> Changes:
    return {name: (None, getattr(row, name)) for name in ("kind", "name", "address", "latitude", "longitude")}


def _entry_of(check: PremisesCheck) -> LogEntry:
    changes: Changes = {"premises": (None, check.premises_id), "outcome": (None, str(check.outcome))}
    if check.temporary_residents is not None:
        changes["temporary_residents"] = (None, check.temporary_residents)
    return dated(check, changes, check.officer, check.checked_at, Action.CREATE)
