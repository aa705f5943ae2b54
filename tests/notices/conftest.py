"""The receivers, and kinds of notices of the tests' own. Other tests import the fixtures that they need."""

import pytest

from campus_safety.notices import kinds
from campus_safety.notices.kinds import NoticeKind, Said
from tests.notices.receivers import certificate, mailbox, webhook

__all__ = ["certificate", "mailbox", "webhook"]


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that can wait and one that cannot."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(NoticeKind("test.calm", "calm", lambda data: Said(f"巡防点 {data['n']}", "今天 07:30")))
    kinds.register(NoticeKind("test.urgent", "urgent", lambda data: Said("无人到岗"), is_urgent=True))
