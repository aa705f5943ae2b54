"""What of the notices enters the audit trail by itself; notices and deliveries are records of their own."""

from campus_safety.audit.trail import keep
from campus_safety.notices.models import ApprovedHost, Channel, QuietHours

keep(Channel, by_name_only=["target"], without=["sent_at", "failing_since"])
keep(QuietHours)
keep(ApprovedHost)
