"""Hosts that messages may go to: proposed, approved and taken back by an administrator."""

from datetime import UTC, datetime
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core import checks
from pytest_django import Settings

from campus_safety.notices.models import ApprovedHost
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.notices import make_approved_host
from tests.notices.receivers import HERE, Mailbox

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
HOSTS = "/notices/hosts/"


def approve(cast: Cast, host: str, kind: str = "webhook") -> Any:
    return signed_in(cast.administrator).post(f"{HOSTS}new/", {"kind": kind, "host": host, "reason": "值班"})


def test_a_host_is_approved_with_an_entry_on_the_trail(cast: Cast) -> None:
    answer = approve(cast, " Hooks.Example.org. ")

    host = ApprovedHost.objects.get()
    assert answer.status_code == 302
    assert (host.kind, host.host, host.reason, host.approved_by) == (
        "webhook", "hooks.example.org", "值班", cast.administrator,
    )  # fmt: skip
    assert LogEntry.objects.filter(actor=cast.administrator, action=LogEntry.Action.CREATE).count() == 1


@pytest.mark.parametrize(
    "host", ["", "https://hooks.example.org", "hooks.example.org:443", "10.0.0.1", "2130706433", "localhost", "[::1]"]
)
def test_what_is_no_host_s_name_is_refused(cast: Cast, host: str) -> None:
    answer = approve(cast, host)

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["host"])
    assert not ApprovedHost.objects.exists()


def test_an_address_that_the_operator_names_can_be_approved(cast: Cast, settings: Settings) -> None:
    settings.NOTICES_PRIVATE_HOSTS = ["10.0.0.1:8443", "[fd00::1]:443"]

    assert [approve(cast, host).status_code for host in ("10.0.0.1", "fd00::1", "10.0.0.2")] == [302, 302, 400]


def test_the_same_host_is_approved_once_for_a_kind(cast: Cast) -> None:
    answers = [approve(cast, "hooks.example.org", kind).status_code for kind in ("webhook", "mail", "webhook")]

    assert answers == [302, 302, 400]


def test_known_hosts_are_proposed_and_none_is_approved_by_itself(cast: Cast, mailbox: Mailbox) -> None:
    ApprovedHost.objects.all().delete()
    client = signed_in(cast.administrator)
    proposed = [(kind, host) for kind, _label, host in client.get(HOSTS).context["proposed"]]
    form = client.get(f"{HOSTS}new/?kind=wecom&host=qyapi.weixin.qq.com").context["form"]
    approve(cast, "qyapi.weixin.qq.com", "wecom")

    assert proposed == [
        ("wecom", "qyapi.weixin.qq.com"),
        ("dingtalk", "oapi.dingtalk.com"),
        ("feishu", "open.feishu.cn"),
        ("mail", HERE),
    ]
    assert form.initial == {"kind": "wecom", "host": "qyapi.weixin.qq.com"}
    assert len(client.get(HOSTS).context["proposed"]) == 3


def test_an_approval_is_taken_back_after_it_was_asked_about(cast: Cast) -> None:
    host = make_approved_host("webhook", "hooks.example.org", NOW)
    client = signed_in(cast.administrator)
    asked = client.get(f"{HOSTS}{host.pk}/remove/")
    client.post(f"{HOSTS}{host.pk}/remove/")

    assert asked.status_code == 200
    assert not ApprovedHost.objects.exists()


def test_it_is_filtered_by_its_address_and_asks_as_many_queries_at_1_row_as_at_30(cast: Cast) -> None:
    make_approved_host("mail", "mail.example.org", NOW)
    client = signed_in(cast.administrator)
    one = counted(client, HOSTS)
    for number in range(29):
        make_approved_host("webhook", f"h{number}.example.org", NOW)

    assert counted(client, HOSTS) == one <= 6
    assert client.get(f"{HOSTS}?kind=mail").context["page_obj"].paginator.count == 1
    assert client.get(f"{HOSTS}?kind=fax").status_code == 400


@pytest.mark.parametrize(
    ("url", "is_right"),
    [
        ("", True),
        ("mailto://mail.example.org?from=portal@example.org", True),
        ("mailtos://user:pass@mail.example.org", True),
        ("mailto://mail.example.org", False),
        ("nonsense", False),
    ],
)
def test_a_mail_server_that_cannot_be_read_keeps_the_portal_from_starting(
    settings: Settings, url: str, is_right: bool
) -> None:
    settings.NOTICES_MAIL_URL = url

    found = [each.id for each in checks.run_checks() if each.id == "notices.E001"]

    assert found == ([] if is_right else ["notices.E001"])
