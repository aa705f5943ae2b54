"""Every address of the admin × every role: it is the administrators', and holds no more than they need."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from incidents.models import Category
from schools.models import Principalship
from tests.access.roles import ROLES
from tests.access.test_public_views import patterns
from tests.cast import Cast

pytestmark = pytest.mark.once


def admin_addresses(cast: Cast) -> dict[str, str]:
    """{name: address} of every page of the admin."""
    rows = {
        "accounts_user": cast.officer.pk,
        "accounts_unit": cast.station.pk,
        "schools_principalship": Principalship.objects.values_list("pk", flat=True)[0],
        "incidents_category": Category.objects.values_list("pk", flat=True)[0],
    }
    found = {}
    for name, pattern in patterns(get_resolver()):
        if not pattern.name:  # the library's own redirects from old addresses
            continue
        model = name.removeprefix("admin:").rpartition("_")[0]
        arguments: list[object] = [rows[model]] if model in rows and not name.endswith(NO_ROW) else []
        if name == "admin:auth_user_password_change":
            arguments = [cast.officer.pk]
        elif name == "admin:app_list":
            arguments = ["accounts"]
        if name.startswith("admin:"):
            found[name] = reverse(name, args=arguments)
    return found


NO_ROW = ("_changelist", "_add")
# Where the admin only leads on: to the portal's sign-in, or out.
DOORS = frozenset({"admin:login", "admin:logout"})


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_is_the_administrators(cast: Cast, role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, address in admin_addresses(cast).items():
        if name in DOORS:
            continue
        answer = client.get(address)
        if role == "administrator":
            fits = answer.status_code in {200, 302, 403}  # nobody is deleted, and no kind of case
        elif role == "visitor":
            fits = client.get(address, follow=True).request["PATH_INFO"] == "/sign-in/"
        else:  # the admin leads to the sign-in, which refuses who is signed in without the right
            fits = client.get(address, follow=True).status_code in {403, 404}
        if not fits:
            wrong[name] = (answer.status_code, answer.headers.get("Location", ""))
    assert wrong == {}


def test_the_administrator_keeps_users_units_heads_of_schools_and_kinds_of_cases(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator)
    statuses = {name: client.get(address).status_code for name, address in admin_addresses(cast).items()}
    open_pages = {name for name in statuses if name.endswith(("_changelist", "_add", "_change", "_history"))}
    assert {statuses[name] for name in open_pages if "password" not in name} == {200}
    assert {statuses[f"admin:{model}_delete"] for model in ("accounts_user", "incidents_category")} == {403}


def test_the_admin_holds_users_units_heads_of_schools_and_kinds_of_cases_only(cast: Cast) -> None:
    names = {name for name, pattern in patterns(get_resolver()) if name.startswith("admin:") and _is_model(pattern)}
    models = {"accounts_user", "accounts_unit", "schools_principalship", "incidents_category"}
    assert names == {f"admin:{model}_changelist" for model in models}


def _is_model(pattern: URLPattern) -> bool:
    return bool(pattern.name and pattern.name.endswith("_changelist"))
