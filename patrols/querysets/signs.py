"""Reading signs."""

from typing import TYPE_CHECKING, Self

from django.db import models

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from patrols.states import SignState

if TYPE_CHECKING:
    from patrols.models import PointSign

_IN_STATE = {
    SignState.WAITING: models.Q(ended_at=None, posted_on=None),
    SignState.POSTED: models.Q(ended_at=None, posted_on__isnull=False),
    SignState.REPLACED: models.Q(ended_at__isnull=False),
}


class PointSignQuerySet(models.QuerySet["PointSign"]):
    """Signs."""

    def visible_to(self, user: User) -> Self:
        """Those at points of the user's units; only for police: a sign holds a secret."""
        return self.filter(point__unit_id__in=user.unit_ids) if is_officer(user) else self.none()

    def in_state(self, state: str) -> Self:
        """Those that wait to be posted, are posted, or are replaced."""
        return self.filter(_IN_STATE[SignState(state)])

    def in_force(self) -> Self:
        """Those whose token is good."""
        return self.filter(ended_at=None)

    def with_point(self) -> Self:
        """With point, unit, photo and who posted it, in one query."""
        return self.select_related("point__unit", "posted_by", "photo")
