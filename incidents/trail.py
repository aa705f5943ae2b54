"""What of the cases enters the audit trail by itself: what happened and where by name only."""

from campus_safety.audit.trail import keep
from incidents.models import Case, CaseStep, Category

keep(Category)
keep(Case, by_name_only=["facts", "place", "latitude", "longitude"])
keep(CaseStep, by_name_only=["text"])
