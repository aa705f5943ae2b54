"""Signing in by name and password."""

from django.contrib.auth.backends import ModelBackend

from campus_safety.accounts.models import User


class UserWithUnitBackend(ModelBackend):
    """As Django's own; the unit, which nearly every page asks for, comes with the user of a request."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, if there is one still who may sign in. One query."""
        user = User.objects.select_related("unit").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
