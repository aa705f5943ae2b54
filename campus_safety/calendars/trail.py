"""What of the calendars enters the audit trail by itself."""

from campus_safety.audit.trail import keep
from campus_safety.calendars.models import Day, KnownYear, Span

keep(Span)
keep(Day)
keep(KnownYear)
