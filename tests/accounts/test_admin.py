"""The administrator's pages: users and units, kept without seeing a password."""

import pytest
from django.test import Client

from campus_safety.accounts.models import User
from tests.cast import Cast
from tests.factories import PASSWORD, make_user

USERS = "/admin/accounts/user/"
NEW = {
    "username": "fresh",
    "name": "民警 21",
    "role": "officer",
    "badge": "",
    "phone": "",
    "is_active": "on",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    """The administrator's browser."""
    client.force_login(cast.administrator)
    return client


def test_it_makes_an_officer_who_can_sign_in(administrator: Client, cast: Cast) -> None:
    response = administrator.post(f"{USERS}add/", NEW | {"unit": cast.station.pk})
    user = User.objects.get(username="fresh")
    assert (response.status_code, user.unit, user.check_password(PASSWORD)) == (302, cast.station, True)


def test_an_officer_without_a_unit_is_refused_by_name(administrator: Client) -> None:
    response = administrator.post(f"{USERS}add/", NEW)
    assert "unit" in response.context["adminform"].form.errors
    assert not User.objects.filter(username="fresh").exists()


def test_it_sets_a_new_password(administrator: Client, cast: Cast) -> None:
    page = f"{USERS}{cast.officer.pk}/password/"
    assert administrator.get(page).status_code == 200
    response = administrator.post(page, {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"})
    cast.officer.refresh_from_db()
    assert (response.status_code, cast.officer.check_password(PASSWORD)) == (302, True)


@pytest.mark.parametrize("lookup", ["password__startswith", "password", "password__regex", "unit__users__password__gt"])
def test_a_password_cannot_be_guessed_by_filter(administrator: Client, cast: Cast, lookup: str) -> None:
    assert administrator.get(USERS, {lookup: "pbkdf2"}).status_code == 400


def test_nobody_is_deleted(administrator: Client, cast: Cast) -> None:
    assert administrator.get(f"{USERS}{cast.officer.pk}/delete/").status_code == 403


def test_it_ties_a_principal_to_a_school(administrator: Client, cast: Cast) -> None:
    head = make_user("head", User.Role.PRINCIPAL, cast.station)
    page = "/admin/schools/principalship/add/"
    offered = administrator.get(page).context["adminform"].form.fields["user"].queryset
    assert {user.username for user in offered} == {"principal", "principal2", "head"}
    assert administrator.post(page, {"user": head.pk, "school": cast.school.pk}).status_code == 302
    assert User.objects.get(pk=head.pk).principalship.school == cast.school


def test_it_opens_no_school(administrator: Client, cast: Cast) -> None:
    assert administrator.get(f"/admin/schools/school/{cast.school.pk}/change/").status_code == 404
