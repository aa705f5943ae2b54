"""Who sees whose work: units as a tree, roles as a limit."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from campus_safety.accounts.models import Unit, User
from patrols.models import PatrolPoint
from schools.models import School
from tests.cast import Cast
from tests.factories import make_point, make_school, make_user


def codes(user: User) -> set[str]:
    """The units whose work a user sees."""
    return set(Unit.objects.visible_to(user).values_list("code", flat=True))


def test_units_follow_the_tree(cast: Cast) -> None:
    assert codes(cast.bureau) == {"JLP", "SPQ", "OTH", "XJW"}
    assert codes(cast.commander) == {"SPQ"}
    assert codes(cast.officer) == {"SPQ"}
    assert codes(cast.principal) == codes(cast.auditor) == set()
    assert codes(cast.administrator) == {"JLP", "SPQ", "OTH", "XJW"}


def test_an_officer_of_the_bureau_sees_no_station(cast: Cast) -> None:
    assert codes(make_user("desk", unit=cast.bureau_unit)) == {"JLP"}


def test_schools_and_points_are_seen_by_unit_and_by_their_principal(cast: Cast) -> None:
    theirs = make_school(cast.other_station, "别处小学")
    point = make_point(cast.other_station, "OTH-01", schools=[theirs])
    seen = {
        name: (
            set(School.objects.visible_to(user).values_list("name", flat=True)),
            set(PatrolPoint.objects.visible_to(user).values_list("code", flat=True)),
        )
        for name, user in cast.roles.items()
        if user is not None
    }
    ours = {cast.school.name, cast.other_school.name}
    assert seen == {
        "officer": (ours, {"SPQ-01"}),
        "commander": (ours, {"SPQ-01"}),
        "other_officer": ({theirs.name}, {point.code}),
        "bureau": (ours | {theirs.name}, {"SPQ-01", point.code}),
        "principal": ({cast.school.name}, {"SPQ-01"}),
        "other_principal": ({cast.other_school.name}, set()),
        "auditor": (set(), set()),
        "administrator": (set(), set()),
    }


def test_a_unit_cannot_be_above_itself(cast: Cast) -> None:
    cast.bureau_unit.parent = cast.station
    with pytest.raises(ValidationError, match="parent"):
        cast.bureau_unit.full_clean()


def test_an_officer_has_a_unit(cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        make_user("nowhere", User.Role.OFFICER, None)
