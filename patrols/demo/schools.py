"""The schools of the demonstration: three names are of the story, everything else is invented."""

from dataclasses import dataclass
from datetime import time

from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from patrols.demo.units import SECOND_STATION, STATION
from schools.models import Principalship, School, SchoolLevel

PRINCIPALS = {"principal": "三峡幼儿园", "principal2": "金色阳光幼儿园"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One school: where it is (degrees, WGS-84), what it is, how many are in it, when they come and go."""

    name: str
    latitude: float
    longitude: float
    pupils: int
    arrives_at: time
    dismisses_at: time
    is_private: bool = True
    level: Level = Level.KINDERGARTEN
    unit: str = STATION


EARLY, LATE = (time(8, 50), time(16, 40)), (time(9, 0), time(17, 0))
PRIMARY = (time(8, 10), time(16, 0))
MIDDLE = (time(7, 40), time(17, 50))
VOCATIONAL = (time(8, 0), time(17, 30))

PLANS = (
    Plan("三峡幼儿园", 29.52818, 106.4726, 312, *LATE, is_private=False),
    Plan("金色阳光幼儿园", 29.52953, 106.48044, 268, *LATE),
    Plan("隆鑫大地幼儿园", 29.52249, 106.47838, 295, *LATE),
    Plan("青枫幼儿园", 29.52687, 106.48746, 184, *LATE),
    Plan("红石幼儿园", 29.52385, 106.46816, 156, *EARLY),
    Plan("南苑幼儿园", 29.51225, 106.47508, 142, *EARLY),
    Plan("晨光幼儿园", 29.51604, 106.48344, 203, *EARLY),
    Plan("坪上幼儿园", 29.51731, 106.47023, 118, *EARLY, is_private=False),
    Plan("橙子树幼儿园", 29.52006, 106.48942, 176, *EARLY),
    Plan("小百合幼儿园", 29.52407, 106.48416, 131, *LATE),
    Plan("星河幼儿园", 29.53264, 106.47663, 167, *LATE),
    Plan("启明幼儿园", 29.53174, 106.48622, 149, *LATE),
    Plan("育新幼儿园", 29.51099, 106.48086, 194, *EARLY, is_private=False),
    Plan("桥东幼儿园", 29.51401, 106.48808, 122, *EARLY),
    Plan("青石坪小学", 29.52412, 106.47415, 1480, *PRIMARY, False, Level.PRIMARY),
    Plan("桥北小学", 29.52015, 106.48241, 1120, *PRIMARY, False, Level.PRIMARY),
    Plan("青石坪中学", 29.51735, 106.47456, 1960, *MIDDLE, False, Level.MIDDLE),
    Plan("桥南职业中学", 29.51076, 106.4854, 870, *VOCATIONAL, False, Level.VOCATIONAL),
    Plan("示范路小学", 29.49915, 106.4962, 940, *PRIMARY, False, Level.PRIMARY, SECOND_STATION),
    Plan("示范路中学", 29.49655, 106.4993, 1310, *MIDDLE, False, Level.MIDDLE, SECOND_STATION),
)


def make_schools(units: dict[str, Unit]) -> dict[str, School]:
    """Every school with its level, by name."""
    schools = School.objects.bulk_create(
        School(
            unit=units[plan.unit],
            name=plan.name,
            is_private=plan.is_private,
            address=f"{units[plan.unit].name.removesuffix('（演示）')}辖区（演示地址）",
            latitude=plan.latitude,
            longitude=plan.longitude,
            head="园长（演示）" if plan.level == Level.KINDERGARTEN else "校长（演示）",
            head_phone=f"{1000 + number:011d}",
            duty_phone=f"{2000 + number:011d}",
            pupils=plan.pupils,
            staff=plan.pupils // 9,
            arrives_at=plan.arrives_at,
            dismisses_at=plan.dismisses_at,
        )
        for number, plan in enumerate(PLANS, 1)
    )
    SchoolLevel.objects.bulk_create(
        SchoolLevel(school=school, level=plan.level) for school, plan in zip(schools, PLANS, strict=True)
    )
    return {school.name: school for school in schools}


def make_principalships(schools: dict[str, School]) -> None:
    """Tie the principals' accounts to their schools."""
    heads = User.objects.filter(username__in=PRINCIPALS, role=User.Role.PRINCIPAL, principalship=None)
    Principalship.objects.bulk_create(
        Principalship(user=head, school=schools[PRINCIPALS[head.username]]) for head in heads
    )
