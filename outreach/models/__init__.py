"""What is kept of all that a station does with its schools."""

from outreach.models.activities import Activity, ActivityPhoto, ActivitySchool, ActivityStep, Measure
from outreach.models.appointments import Appointment, AppointmentStep, Evaluation
from outreach.models.calls import Call
from outreach.models.covers import CoverOuting, CoverStep, EventCover
from outreach.models.feedback import FeedbackAnswer, FeedbackForm, FeedbackRound
from outreach.models.opinions import Dispute, DisputeStep, Opinion, OpinionStep
from outreach.models.tips import Tip, TipMessage, TipStep

__all__ = [
    "Activity",
    "ActivityPhoto",
    "ActivitySchool",
    "ActivityStep",
    "Appointment",
    "AppointmentStep",
    "Call",
    "CoverOuting",
    "CoverStep",
    "Dispute",
    "DisputeStep",
    "Evaluation",
    "EventCover",
    "FeedbackAnswer",
    "FeedbackForm",
    "FeedbackRound",
    "Measure",
    "Opinion",
    "OpinionStep",
    "Tip",
    "TipMessage",
    "TipStep",
]
