"""What of the patrols enters the audit trail by itself; outings, check-ins and duties are recorded by their actions."""

from campus_safety.audit.trail import keep
from patrols.models import DutyWindow, PatrolPoint, PointSign, Vehicle

keep(PatrolPoint)
keep(DutyWindow)
keep(PointSign, by_name_only=["token"])
keep(Vehicle)
