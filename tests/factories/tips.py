"""Tips for tests."""

from datetime import datetime
from typing import Any

from campus_safety.accounts.models import Unit, User
from campus_safety.uploads.content import Taken
from outreach.actions.tip_steps import close_tip, take_up_tip
from outreach.actions.tips import leave_tip
from outreach.models import Tip
from outreach.states.tips import TipState
from schools.models import School

TEXT = "放学时有人在校门口反复试车门。"
ANSWER = "已经加强放学时段的巡逻。"


def a_tip(unit: Unit, school: School | None = None, **fields: Any) -> Tip:
    """A tip that is not yet written."""
    return Tip(**{"unit": unit, "school": school, "category": Tip.Category.STRANGER, "text": TEXT} | fields)


def make_tip(
    unit: Unit, state: str = TipState.NEW, *, lead: User | None = None, photo: Taken | None = None,
    at: datetime | None = None, **fields: Any,
) -> Tip:  # fmt: skip
    """A tip in a state; `lead` takes up one that is not new."""
    tip, _code = leave_tip(tip=a_tip(unit, **fields), photo=photo, at=at)
    if lead is not None and state != TipState.NEW:
        tip = take_up_tip(by=lead, tip=tip, lead=lead, at=at)
        tip = close_tip(by=lead, tip=tip, text=ANSWER, at=at) if state == TipState.CLOSED else tip
    return tip
