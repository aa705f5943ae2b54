"""What can be entered as a target, and what is shown of it."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from campus_safety.notices.plugins import plugin_of
from campus_safety.notices.targets import clean_target, masked

KEY = "0123456789abcdef-0123"


@pytest.mark.parametrize(
    ("kind", "entered", "kept"),
    [
        ("mail", " me@example.org ", "me@example.org"),
        ("wecom", KEY, KEY),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", KEY),
        ("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/{KEY}", KEY),
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?access_token={'a' * 64}", "a" * 64),
        ("dingtalk", f"{'a' * 64} SEC{'b' * 64}", f"{'a' * 64} SEC{'b' * 64}"),
        ("webhook", "https://hooks.example.org:8443/a/b?c=d", "https://hooks.example.org:8443/a/b?c=d"),
    ],
)
def test_a_target_is_kept_as_what_is_needed_to_send(kind: str, entered: str, kept: str) -> None:
    assert clean_target(kind, entered) == kept


@pytest.mark.parametrize(
    ("kind", "entered"),
    [
        ("mail", "nobody"),
        ("mail", "a@example.org,b@example.org"),
        ("mail", "a@example.org\nBcc: b@example.org"),
        ("mail", '"a,b@example.org,"@example.org'),
        ("mail", "Name <a@example.org>"),
        ("mail", "a@例子.cn"),
        ("wecom", "short"),
        ("wecom", f"{KEY}&redirect=yes"),
        ("wecom", f"https://qyapi.weixin.qq.com.example.org/cgi-bin/webhook/send?key={KEY}"),
        ("feishu", f"../{KEY}"),
        ("dingtalk", f"{KEY}/13800000000"),
        ("webhook", "http://hooks.example.org/"),
        ("webhook", "ftp://hooks.example.org/"),
        ("webhook", "https://user:pass@hooks.example.org/"),
        ("webhook", "https://hooks.example.org@10.0.0.1/"),
        ("webhook", "https://hooks.example.org/\r\nHost: other"),
        ("webhook", "https://hooks.example.org/a b"),
        ("webhook", "https://hooks.example.org\\@10.0.0.1/"),
        ("webhook", "https://hooks.example.org:22/"),
        ("webhook", "https://hooks.example.org:x/"),
        ("webhook", "https://hooks.example.org/#a"),
        ("webhook", "https://127.0.0.1/"),
        ("webhook", "https://2130706433/"),
        ("webhook", "https://0x7f000001/"),
        ("webhook", "https://[::ffff:127.0.0.1]/"),
        ("webhook", "https://localhost/"),
        ("webhook", "https:///path"),
        ("webhook", f"https://hooks.example.org/{'a' * 500}"),
    ],
)
def test_a_target_that_hides_another_is_refused(kind: str, entered: str) -> None:
    with pytest.raises(ValidationError):
        clean_target(kind, entered)


def test_a_webhook_that_the_operator_names_may_have_an_address_and_any_port(settings: Settings) -> None:
    settings.NOTICES_PRIVATE_HOSTS = ["10.1.2.3:9000", "[fd00::1]:9000"]

    assert clean_target("webhook", "https://10.1.2.3:9000/a") == "https://10.1.2.3:9000/a"
    plugin, place = plugin_of("webhook", clean_target("webhook", "https://[fd00::1]:9000/a"))
    assert (plugin.host, plugin.port, str(place)) == ("[fd00::1]", 9000, "[fd00::1]:9000")


@pytest.mark.parametrize(
    ("kind", "target", "shown"),
    [
        ("mail", "officer@example.org", "o•••@example.org"),
        ("wecom", KEY, "•••0123"),
        ("dingtalk", f"{'a' * 20} SEC{'b' * 20}", "•••aaaa"),
        ("webhook", "https://hooks.example.org:8443/a?key=1", "https://hooks.example.org:8443/•••"),
    ],
)
def test_a_target_is_shown_masked(kind: str, target: str, shown: str) -> None:
    assert masked(kind, target) == shown
