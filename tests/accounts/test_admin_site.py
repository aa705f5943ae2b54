"""Django's admin as the portal shows it."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast


@pytest.mark.parametrize(("demo", "says_so"), [(True, True), (False, False)])
def test_admin_says_that_data_is_for_demonstration(
    cast: Cast, client: Client, settings: Settings, demo: bool, says_so: bool
) -> None:
    settings.DEMO = demo
    client.force_login(cast.administrator)

    page = client.get("/admin/").content.decode()

    assert ("演示数据" in page) is says_so
