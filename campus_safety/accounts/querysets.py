"""Reading units and users."""

from typing import TYPE_CHECKING, Any, Self, cast

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from tree_queries.query import TreeQuerySet

if TYPE_CHECKING:
    from campus_safety.accounts.models import Unit, User


class UnitQuerySet(TreeQuerySet):  # type: ignore[misc]  # the library is untyped
    """Units."""

    def visible_to(self, user: "User") -> Self:
        """The user's own unit and, for a commander, those below it; an administrator sees all."""
        if user.role == user.Role.ADMINISTRATOR:
            return cast("Self", self.all())
        return cast("Self", self.filter(pk__in=user.unit_ids))

    def at_or_below(self, unit: "Unit") -> Self:
        """The unit and every unit below it."""
        return cast("Self", self.descendants(unit, include_self=True))

    def at_or_above(self, unit: "Unit") -> Self:
        """The unit and every unit above it."""
        return cast("Self", self.ancestors(unit, include_self=True))


class UserQuerySet(models.QuerySet["User"]):
    """Users."""

    def visible_to(self, user: "User") -> Self:
        """The people of the units that the user sees; an administrator sees all."""
        if user.role == user.Role.ADMINISTRATOR:
            return self.all()
        return self.filter(unit_id__in=user.unit_ids)

    def officers(self) -> Self:
        """Those who can go out on patrol."""
        return self.filter(role__in=[self.model.Role.OFFICER, self.model.Role.COMMANDER], is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]  # made at run time
    """Makes users with hashed passwords."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password nobody can sign in as that user."""
        user: User = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """The first administrator (`manage.py createsuperuser`)."""
        return self.create_user(username, password, role=self.model.Role.ADMINISTRATOR, **fields)
