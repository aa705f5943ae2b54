"""The shared cast: two stations and a traffic squad under a bureau, their people, two schools and a point."""

from dataclasses import dataclass

import pytest
from auditlog.context import disable_auditlog

from campus_safety.accounts.models import Unit, User
from patrols.models import PatrolPoint
from schools.models import Principalship, School
from tests.factories import make_point, make_school, make_unit, make_user


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
    """The cast in the database. How it came there is not on the trail: that takes half the time of a short test."""
    with disable_auditlog():
        return _assembled()


def _assembled() -> Cast:
    bureau_unit = make_unit("JLP", Unit.Kind.BUREAU)
    station = make_unit("SPQ", parent=bureau_unit, name="石坪桥派出所", hotline="68823318")
    other_station = make_unit("OTH", parent=bureau_unit)
    squad = make_unit("XJW", Unit.Kind.TRAFFIC_SQUAD, parent=bureau_unit)
    school = make_school(station, "三峡幼儿园")
    other_school = make_school(station, "金色阳光幼儿园")
    principal = make_user("principal", User.Role.PRINCIPAL, station)
    other_principal = make_user("principal2", User.Role.PRINCIPAL, station)
    Principalship.objects.create(user=principal, school=school)
    Principalship.objects.create(user=other_principal, school=other_school)
    return Cast(
        bureau_unit=bureau_unit,
        station=station,
        other_station=other_station,
        squad=squad,
        officer=make_user("officer", unit=station),
        colleague=make_user("colleague", unit=station),
        other_officer=make_user("officer2", unit=other_station),
        squad_officer=make_user("squad", unit=squad),
        commander=make_user("commander", User.Role.COMMANDER, station),
        bureau=make_user("bureau", User.Role.COMMANDER, bureau_unit),
        principal=principal,
        other_principal=other_principal,
        auditor=make_user("auditor", User.Role.AUDITOR, station),
        administrator=make_user("admin", User.Role.ADMINISTRATOR),
        school=school,
        other_school=other_school,
        point=make_point(station, "SPQ-01", schools=[school]),
    )
