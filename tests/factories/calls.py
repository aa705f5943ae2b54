"""Calls to the hotline for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campus_safety.accounts.models import User
from outreach.actions.calls import log_call
from outreach.models import Call
from schools.models import School


def a_call(by: User, school: School | None = None, at: datetime | None = None, **fields: Any) -> Call:
    """A call of a parent about traffic five minutes before `at` (now, if not said), not yet written."""
    values = {
        "unit": by.unit, "caller": Call.Caller.PARENT, "topic": Call.Topic.TRAFFIC, "text": "校门口机动车乱停",
        "called_at": (at or timezone.now()) - timedelta(minutes=5),
    }  # fmt: skip
    return Call(school=school, **values | fields)


def make_call(by: User, school: School | None = None, at: datetime | None = None, **fields: Any) -> Call:
    """A call that `by` took."""
    return log_call(by=by, call=a_call(by, school, at, **fields), at=at)
