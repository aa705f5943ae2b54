"""The shared cast: two stations and a traffic squad under a bureau, their people, two schools and a point."""

from dataclasses import dataclass

import pytest
from auditlog.context import disable_auditlog

from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from patrols.models import PatrolPoint
from schools.models import Principalship, School, SchoolLevel
from tests.factories import a_school, a_unit, a_user, make_point, make_unit


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who appears in the tests."""

    bureau_unit: Unit
    station: Unit
    other_station: Unit
    squad: Unit
    officer: User
    colleague: User
    other_officer: User
    squad_officer: User
    commander: User
    bureau: User
    principal: User
    other_principal: User
    auditor: User
    administrator: User
    school: School
    other_school: School
    point: PatrolPoint

    @property
    def roles(self) -> dict[str, User | None]:
        """Who is who in the access matrix; None is the visitor who has not signed in."""
        return {
            "visitor": None,
            "officer": self.officer,
            "other_officer": self.other_officer,
            "commander": self.commander,
            "bureau": self.bureau,
            "principal": self.principal,
            "other_principal": self.other_principal,
            "auditor": self.auditor,
            "administrator": self.administrator,
        }


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast in the database, made anew for the test."""
    return assemble_cast()


def assemble_cast() -> Cast:
    """Write the cast in few statements; how it came there is not on the trail: both for the sake of time."""
    with disable_auditlog():
        return _assembled()


def _assembled() -> Cast:
    bureau_unit = make_unit("JLP", Unit.Kind.BUREAU)
    station, other_station, squad = Unit.objects.bulk_create(
        [
            a_unit("SPQ", parent=bureau_unit, name="石坪桥派出所", hotline="68823318"),
            a_unit("OTH", parent=bureau_unit),
            a_unit("XJW", Unit.Kind.TRAFFIC_SQUAD, parent=bureau_unit),
        ]
    )
    people = [
        a_user("principal", User.Role.PRINCIPAL, station),
        a_user("principal2", User.Role.PRINCIPAL, station),
        a_user("officer", unit=station),
        a_user("colleague", unit=station),
        a_user("officer2", unit=other_station),
        a_user("squad", unit=squad),
        a_user("commander", User.Role.COMMANDER, station),
        a_user("bureau", User.Role.COMMANDER, bureau_unit),
        a_user("auditor", User.Role.AUDITOR, station),
        a_user("admin", User.Role.ADMINISTRATOR),
    ]
    principal, other_principal, officer, colleague, other_officer, squad_officer, commander, bureau, auditor, admin = (
        User.objects.bulk_create(people)
    )
    schools = School.objects.bulk_create([a_school(station, "三峡幼儿园"), a_school(station, "金色阳光幼儿园")])
    SchoolLevel.objects.bulk_create(SchoolLevel(school=school, level=Level.KINDERGARTEN) for school in schools)
    Principalship.objects.bulk_create(
        Principalship(user=user, school=school) for user, school in zip(people[:2], schools, strict=True)
    )
    return Cast(
        bureau_unit=bureau_unit,
        station=station,
        other_station=other_station,
        squad=squad,
        officer=officer,
        colleague=colleague,
        other_officer=other_officer,
        squad_officer=squad_officer,
        commander=commander,
        bureau=bureau,
        principal=principal,
        other_principal=other_principal,
        auditor=auditor,
        administrator=admin,
        school=schools[0],
        other_school=schools[1],
        point=make_point(station, "SPQ-01", schools=schools[:1]),
    )
