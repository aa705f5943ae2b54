"""What of the schools enters the audit trail."""

from campus_safety.audit.trail import keep
from schools.models import Principalship, School, SchoolLevel

keep(School, by_name_only=["head", "head_phone", "duty_phone"])
keep(SchoolLevel)
keep(Principalship)
