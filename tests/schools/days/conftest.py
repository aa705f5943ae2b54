"""What the tests of schools' days share."""

from tests.calendars.following import told

__all__ = ["told"]
