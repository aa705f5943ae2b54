"""What of the schools enters the audit trail by itself; the levels of a school are recorded with it by its action."""

from campus_safety.audit.trail import keep
from schools.models import Principalship, School

keep(School, by_name_only=["head", "head_phone", "duty_phone"])
keep(Principalship)
