"""What the tests of the calendar share."""

from tests.calendars.following import told

__all__ = ["told"]
