"""The head of a page on a phone: the name in it wraps beside what can be pressed, and is never cut."""

import pytest
from django.conf import settings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from schools.models import School
from tests.cast import Cast
from tests.clients import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "name", ["重庆市九龙坡区石坪桥实验幼儿园（滨江分园）", "Jiulongpo Experimental Kindergarten of Shipingqiao"]
)
def test_a_long_name_wraps(cast: Cast, phone: Page, live_server: LiveServer, name: str) -> None:
    School.objects.filter(pk=cast.school.pk).update(name=name)
    session = signed_in(cast.principal).cookies[settings.SESSION_COOKIE_NAME]
    cookies = {session.key: session.value, settings.LANGUAGE_COOKIE_NAME: "en"}
    phone.context.add_cookies([{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()])

    phone.goto("/school/")

    brand = phone.locator(".brand > span")
    head = phone.locator(".masthead .frame")
    assert brand.evaluate("e => e.scrollWidth <= e.clientWidth && getComputedStyle(e).overflow === 'visible'")
    assert brand.evaluate("e => e.offsetHeight") > 2 * 20
    assert head.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
