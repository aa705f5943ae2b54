"""Every address × every role, in one table. A new address fails here until somebody says who may read it."""

import pytest
from django.test import Client

from tests.access.resources import RESOURCES
from tests.access.roles import ROLES
from tests.access.rows import addresses_of, page_names, resource_names
from tests.access.table import PAGES
from tests.access.test_public_views import PUBLIC
from tests.access.writes import CASE_STEPS, OTHER, POSTS, REDIRECTS, WRITES
from tests.cast import Cast, assemble_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(module_rows: None) -> Cast:
    """The cast, written once for all addresses."""
    return assemble_cast()


@pytest.fixture(scope="module")
def addresses(cast: Cast) -> dict[str, str]:
    """The address of every page and resource, by name."""
    return addresses_of(cast)


def test_the_table_has_every_page() -> None:
    assert set(page_names()) == set(PAGES) | OTHER


def test_the_table_has_every_resource() -> None:
    assert set(resource_names()) == set(RESOURCES) | POSTS


@pytest.mark.parametrize("role", ROLES)
def test_every_page_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in PAGES.items():
        response = client.get(addresses[name])
        location = response.headers.get("Location", "")
        if role in allowed:
            fits = response.status_code == (302 if name in REDIRECTS else 200) or name == "jobs:readyz"
        elif role == "visitor":
            fits = response.status_code == 302 and location.startswith("/sign-in/?next=")
        elif name == "accounts:sign_in":
            fits = (response.status_code, location) == (302, "/home/")
        else:
            fits = response.status_code in {403, 404}
        if not fits:
            wrong[name] = (response.status_code, location)
    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_every_page_refuses_what_is_not_signed_in_or_not_allowed_to_post(
    cast: Cast, addresses: dict[str, str], role: str
) -> None:
    """A POST by who may not read the page is refused as well: no form has a softer door than its page."""
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in PAGES.items():
        if role in allowed or name in PUBLIC:
            continue
        status = client.post(addresses[name], {}).status_code
        if status not in ({302, 405} if role == "visitor" else {403, 404, 405}):
            wrong[name] = status
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_resource_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in RESOURCES.items():
        response = client.get(addresses[name])
        refused = {401} if role == "visitor" else {403, 404}
        fits = response.status_code in ({200} if role in allowed else refused)
        is_problem = response.headers["Content-Type"] == "application/problem+json"
        if not fits or is_problem == (role in allowed):
            wrong[name] = (response.status_code, response.headers["Content-Type"])
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_write_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    user, wrong = cast.roles[role], {}
    for name, allowed in WRITES.items():
        client = Client()
        if user is not None:
            client.force_login(user)
        answer = client.post(addresses[name], {}, content_type="application/json")
        if role in allowed:
            done = {302, 400} | ({200} if name in CASE_STEPS else set())  # some steps need nothing but to be taken
            fits = answer.status_code in done or (name, answer.status_code) == ("api:outing_end", 404)
        elif role == "visitor":
            led_to = answer.headers.get("Location", "")
            fits = answer.status_code == 401 or led_to.startswith("/sign-in/?next=") or led_to == "/"
        else:
            hides = name.startswith(
                ("schools:", "patrols:visit", "notices:", "incidents:", "outreach:", "api:incident")
            )
            fits = answer.status_code in ({403, 404} if hides else {403})
        if not fits:
            wrong[name] = (answer.status_code, answer.headers.get("Location"))
    assert wrong == {}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_every_other_resource_takes_no_write(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    refused = {401} if role == "visitor" else {403, 404, 405}
    wrong = {
        (name, method): status
        for name in RESOURCES
        for method in ("post", "put", "patch", "delete")
        if (method != "post" or name not in WRITES)
        and (status := getattr(client, method)(addresses[name], content_type="application/json").status_code)
        not in refused
    }
    assert wrong == {}
