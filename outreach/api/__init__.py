"""The work with schools over the API: appointments to read, activities and event covers to read and to send."""

from outreach.api.activities import ActivityViewSet
from outreach.api.appointments import AppointmentViewSet
from outreach.api.covers import CoverViewSet

__all__ = ["ActivityViewSet", "AppointmentViewSet", "CoverViewSet"]
