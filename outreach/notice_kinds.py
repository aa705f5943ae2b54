"""The notices about the work with schools: each part lays down its own in a module beside this one."""

from campus_safety.notices.kinds import register
from outreach import (
    activity_notices,
    appointment_notices,
    cover_notices,
    dispute_notices,
    feedback_notices,
    opinion_notices,
    tip_notices,
)

for _kind in (
    *activity_notices.KINDS,
    *appointment_notices.KINDS,
    *cover_notices.KINDS,
    *dispute_notices.KINDS,
    *feedback_notices.KINDS,
    *opinion_notices.KINDS,
    *tip_notices.KINDS,
):
    register(_kind)
