"""Which hosts messages may go to: approved for a kind by an administrator, each with an entry on the trail."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.notices.models import ApprovedHost


def approve_host(*, by: User, kind: str, host: str, reason: str, at: datetime) -> ApprovedHost:
    """Let messages of this kind go to a host. Raises ValidationError under `host` if they may already."""
    approved = ApprovedHost(kind=kind, host=host, reason=reason, approved_by=by, approved_at=at)
    try:
        with transaction.atomic():
            approved.save()
    except IntegrityError as error:
        raise ValidationError({"host": _("This host is approved already.")}) from error
    return approved
