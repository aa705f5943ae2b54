"""Django's admin as the portal shows it."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast
from tests.clients import signed_in


@pytest.mark.parametrize(("demo", "says_so"), [(True, True), (False, False)])
def test_admin_says_that_data_is_for_demonstration(
    cast: Cast, client: Client, settings: Settings, demo: bool, says_so: bool
) -> None:
    settings.DEMO = demo
    client.force_login(cast.administrator)

    page = client.get("/admin/").content.decode()

    assert ("演示数据" in page) is says_so


def test_it_wears_the_portals_colours_and_speaks_the_readers_language(cast: Cast) -> None:
    page = signed_in(cast.administrator).get("/admin/accounts/user/add/").content.decode()

    assert "css/admin.css" in page
    assert "admin/js/theme.js" not in page
    assert "After you" not in page
