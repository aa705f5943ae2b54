"""Reading what the station does with its schools."""

from outreach.querysets.activities import (
    ActivityPhotoQuerySet,
    ActivityQuerySet,
    ActivitySchoolQuerySet,
    MeasureQuerySet,
)
from outreach.querysets.appointments import AppointmentQuerySet
from outreach.querysets.calls import CallQuerySet
from outreach.querysets.covers import EventCoverQuerySet
from outreach.querysets.feedback import FeedbackFormQuerySet, FeedbackRoundQuerySet
from outreach.querysets.opinions import DisputeQuerySet, OpinionQuerySet
from outreach.querysets.tips import TipQuerySet

__all__ = [
    "ActivityPhotoQuerySet",
    "ActivityQuerySet",
    "ActivitySchoolQuerySet",
    "AppointmentQuerySet",
    "CallQuerySet",
    "DisputeQuerySet",
    "EventCoverQuerySet",
    "FeedbackFormQuerySet",
    "FeedbackRoundQuerySet",
    "MeasureQuerySet",
    "OpinionQuerySet",
    "TipQuerySet",
]
