"""What of accounts enters the audit trail."""

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.trail import keep

keep(Unit)
keep(User, without=["last_login"], by_name_only=["password", "phone"])
