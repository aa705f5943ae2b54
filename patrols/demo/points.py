"""The 34 points of the station and those of the second one, with their signs and duty windows."""

import base64
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from campus_safety.accounts.models import Unit
from campus_safety.local_days import midnight
from patrols.demo.units import SECOND_STATION, STATION
from patrols.models import DutyWindow, PatrolPoint, PointSign
from schools.models import School

Occasion = DutyWindow.Occasion
# The station published its first points in the spring of 2018; the day itself is not told.
POSTED_ON = date(2018, 3, 1)
SOURCE = "石坪桥派出所 2018 年护学工作：34 个护学必巡点、热线 68823318 属实；名称、位置、时段为演示"
SQUARE = "俊逸新视界广场"

# Local practice (rules.md): half an hour before school and half an hour from dismissal; 5 minutes early, 5 late.
# Minutes before and after the school's time.
ARRIVAL = (35, 5)
DISMISSAL = (5, 35)
EVENING_STUDY = (time(20, 25), time(21, 5))
EVENING_POINTS = frozenset({"SPQ-27", "SPQ-28", "SPQ-31"})
WEEKEND_SQUARE = (time(9, 30), time(11, 0))

# School served, what the point is, latitude, longitude: in the order of the numbers.
PLACES = (
    ("三峡幼儿园", "正门", 29.52854, 106.4726), ("三峡幼儿园", "家长等候区", 29.52791, 106.47384),
    ("金色阳光幼儿园", "正门", 29.52989, 106.48044), ("金色阳光幼儿园", "东侧路口", 29.53025, 106.48184),
    ("隆鑫大地幼儿园", "正门", 29.52285, 106.47838), ("隆鑫大地幼儿园", "家长等候区", 29.52218, 106.47714),
    ("青枫幼儿园", "正门", 29.52727, 106.48746), ("红石幼儿园", "正门", 29.52421, 106.46816),
    ("红石幼儿园", "后门", 29.5233, 106.46724), ("南苑幼儿园", "正门", 29.51266, 106.47508),
    ("晨光幼儿园", "正门", 29.51645, 106.48344), ("坪上幼儿园", "正门", 29.51771, 106.47023),
    ("橙子树幼儿园", "正门", 29.52042, 106.48942), ("橙子树幼儿园", "公交站", 29.51961, 106.49056),
    ("小百合幼儿园", "正门", 29.52448, 106.48416), ("星河幼儿园", "正门", 29.53305, 106.47663),
    ("启明幼儿园", "正门", 29.53215, 106.48622), ("育新幼儿园", "正门", 29.5114, 106.48086),
    ("桥东幼儿园", "正门", 29.51437, 106.48808), ("桥东幼儿园", "南侧路口", 29.5132, 106.48767),
    ("青石坪小学", "正门", 29.52448, 106.47415), ("青石坪小学", "东门路口", 29.52511, 106.47549),
    ("青石坪小学", "地下通道口", 29.52565, 106.47353), ("桥北小学", "正门", 29.52051, 106.48241),
    ("桥北小学", "西门", 29.52033, 106.48106), ("桥北小学", "人行天桥", 29.51924, 106.48272),
    ("青石坪中学", "正门", 29.51771, 106.47456), ("青石坪中学", "北门", 29.51888, 106.47498),
    ("青石坪中学", "公交站", 29.51717, 106.4759), ("青石坪中学", "后街", 29.51663, 106.47374),
    ("桥南职业中学", "正门", 29.51113, 106.4854), ("桥南职业中学", "东门", 29.51149, 106.48664),
    ("桥南职业中学", "商业街口", 29.51004, 106.48602), ("金色阳光幼儿园", SQUARE, 29.52655, 106.47993),
)  # fmt: skip
SECOND_PLACES = (
    ("示范路小学", "正门", 29.49951, 106.4962), ("示范路小学", "南侧路口", 29.49864, 106.49571),
    ("示范路中学", "正门", 29.49691, 106.4993), ("示范路中学", "公交站", 29.49612, 106.50012),
    ("示范路中学", "后街", 29.49588, 106.49851),
)  # fmt: skip


def make_points(units: dict[str, Unit], schools: dict[str, School], seed: int) -> list[PatrolPoint]:
    """The points with schools, signs and windows: the station's published, the second station's not."""
    served = [*_points_of(units[STATION], PLACES), *_points_of(units[SECOND_STATION], SECOND_PLACES)]
    points = PatrolPoint.objects.bulk_create(point for point, _school in served)
    of_point = {point.code: [schools[school]] for point, school in served}
    of_point["SPQ-34"].append(schools["隆鑫大地幼儿园"])
    through = PatrolPoint.schools.through
    through.objects.bulk_create(
        through(patrolpoint_id=point.pk, school_id=school.pk) for point in points for school in of_point[point.code]
    )
    posted_at = midnight(POSTED_ON) + timedelta(hours=9)
    PointSign.objects.bulk_create(
        PointSign(point=point, token=_token(seed, point.code), made_at=posted_at, posted_on=POSTED_ON)
        for point in points
    )
    DutyWindow.objects.bulk_create(window for point in points for window in _windows_of(point, of_point[point.code][0]))
    return points


def _points_of(unit: Unit, places: tuple[tuple[str, str, float, float], ...]) -> Iterator[tuple[PatrolPoint, str]]:
    for number, (school, what, latitude, longitude) in enumerate(places, 1):
        is_square = what == SQUARE
        point = PatrolPoint(
            unit=unit,
            code=f"{unit.code}-{number:02d}",
            name=SQUARE if is_square else f"{school}{what}",
            address="舞台一侧（演示位置）" if is_square else "演示位置",
            latitude=latitude,
            longitude=longitude,
            fence_radius_m=80 if is_square else 50,
            in_force_from=POSTED_ON,
            is_published=unit.code == STATION,
        )
        yield point, school


def _token(seed: int, code: str) -> str:
    """A sign's token: of 128 bits like a real one, but the same for the same seed."""
    return base64.urlsafe_b64encode(Random(f"{seed} sign {code}").randbytes(16)).rstrip(b"=").decode()  # noqa: S311


def _windows_of(point: PatrolPoint, school: School) -> Iterator[DutyWindow]:
    if school.arrives_at and school.dismisses_at:
        yield _tied(point, Occasion.ARRIVAL, school, school.arrives_at, ARRIVAL)
        yield _tied(point, Occasion.DISMISSAL, school, school.dismisses_at, DISMISSAL)
    if point.code in EVENING_POINTS:
        yield _window(point, Occasion.EVENING, *EVENING_STUDY, weekdays="1234")
    if point.name == SQUARE:
        yield _window(point, Occasion.OTHER, *WEEKEND_SQUARE, weekdays="67", follows_calendar=False)


def _tied(point: PatrolPoint, occasion: Occasion, school: School, moment: time, minutes: tuple[int, int]) -> DutyWindow:
    """At the gate of a school; at its main gate doubled at term start and round breaks."""
    before, after = minutes
    noon = datetime.combine(POSTED_ON, moment)
    starts, ends = (noon - timedelta(minutes=before)).time(), (noon + timedelta(minutes=after)).time()
    is_main_gate = point.name.endswith("正门")
    return _window(
        point, occasion, starts, ends, basis=DutyWindow.Basis(occasion.value), school=school, before_min=before,
        after_min=after, is_doubled=is_main_gate,
    )  # fmt: skip


def _window(point: PatrolPoint, occasion: str, starts: time, ends: time, **fields: Any) -> DutyWindow:
    return DutyWindow(point=point, occasion=occasion, starts_at=starts, ends_at=ends, **fields)
