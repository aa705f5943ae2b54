"""The units, the people and the vehicles of the demonstration."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from campus_safety.accounts.demonstration import ACCOUNTS
from campus_safety.accounts.models import Unit, User
from patrols.models import Vehicle

BUREAU, STATION, SQUAD, SECOND_STATION = "JLP", "SPQ", "XJW", "SFL"

# The edge of the station's area: invented, round 29.519 N, 106.489 E.
OUTLINE = [
    [29.52781, 106.4661], [29.53215, 106.46971], [29.53521, 106.47467], [29.53593, 106.48024], [29.53476, 106.4856],
    [29.53215, 106.48953], [29.52836, 106.49066], [29.52376, 106.49262], [29.51897, 106.49231], [29.51591, 106.49087],
    [29.51176, 106.49056], [29.50743, 106.48829], [29.5077, 106.48292], [29.5086, 106.47838], [29.50887, 106.47281],
    [29.51338, 106.47012], [29.51573, 106.46713], [29.5197, 106.46631], [29.52312, 106.46435],
]  # fmt: skip

# Code of the unit, first number of its officers, how many beside those who have an account, first number of a plate.
CREWS = ((STATION, 2, 13, 110), (SQUAD, 61, 5, 610), (SECOND_STATION, 32, 4, 310))
VEHICLES = {STATION: 4, SQUAD: 3, SECOND_STATION: 2}


def make_units() -> dict[str, Unit]:
    """The district bureau, the station, the traffic squad and an invented second station, by code."""
    bureau = Unit.objects.create(
        code=BUREAU, name="九龙坡区公安分局", kind=Unit.Kind.BUREAU, address="重庆市九龙坡区（演示地址）"
    )
    station = Unit.objects.create(
        code=STATION,
        name="石坪桥派出所",
        kind=Unit.Kind.STATION,
        parent=bureau,
        hotline="68823318",
        address="重庆市九龙坡区石坪桥（演示地址）",
        latitude=29.519,
        longitude=106.489,
        outline=OUTLINE,
    )
    squad = Unit.objects.create(
        code=SQUAD, name="交巡警谢家湾大队", kind=Unit.Kind.TRAFFIC_SQUAD, parent=bureau, address="谢家湾（演示地址）"
    )
    second = Unit.objects.create(
        code=SECOND_STATION,
        name="示范路派出所（演示）",
        kind=Unit.Kind.STATION,
        parent=bureau,
        address="示范路（演示地址）",
        latitude=29.498,
        longitude=106.497,
    )
    return {unit.code: unit for unit in (bureau, station, squad, second)}


def make_users(units: dict[str, Unit], password: str) -> list[User]:
    """The accounts to try, and officers beside them who cannot sign in; a username that is taken is left alone."""
    taken = set(User.objects.values_list("username", flat=True))
    hashed = make_password(password)
    people = [
        User(
            username=account.username,
            name=account.name,
            role=account.role,
            unit=units[account.unit],
            badge=f"演示-{account.username}",
            phone=_phone(number),
            password=hashed,
        )
        for number, account in enumerate(ACCOUNTS, 1)
    ]
    for code, first, count, _plate in CREWS:
        people += [
            User(
                username=f"{code.lower()}{number:02d}",
                name=f"民警 {number:02d}",
                role=User.Role.OFFICER,
                unit=units[code],
                badge=f"演示-{number:02d}",
                phone=_phone(100 + number),
                password=f"{UNUSABLE_PASSWORD_PREFIX}demonstration",
            )
            for number in range(first, first + count)
        ]
    users = [person for person in people if person.username not in taken]
    User.objects.bulk_create(users)
    return users


def _phone(number: int) -> str:
    """A number that nobody can have: no mobile number begins with 0."""
    return f"{number:011d}"


def make_vehicles(units: dict[str, Unit]) -> list[Vehicle]:
    """Marked cars and, for the squad, motorcycles."""
    return Vehicle.objects.bulk_create(
        Vehicle(
            unit=units[code],
            plate=f"渝A·D{first + number:04d}警",
            description="警用摩托车（演示）" if code == SQUAD and number else "巡逻车（演示）",
        )
        for code, _first, _count, first in CREWS
        for number in range(VEHICLES[code])
    )
