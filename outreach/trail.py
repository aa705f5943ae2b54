"""What of the work with schools enters the audit trail by itself: what people wrote, by name only."""

from campus_safety.audit.trail import keep
from outreach.models import (
    Activity,
    ActivityPhoto,
    ActivitySchool,
    ActivityStep,
    Appointment,
    AppointmentStep,
    Call,
    CoverOuting,
    CoverStep,
    Dispute,
    DisputeStep,
    Evaluation,
    EventCover,
    FeedbackAnswer,
    FeedbackForm,
    FeedbackRound,
    Measure,
    Opinion,
    OpinionStep,
    Tip,
    TipMessage,
    TipStep,
)
from outreach.models.feedback import SCORES

keep(Appointment, without=["token"])
keep(AppointmentStep, by_name_only=["text"])
keep(Evaluation, by_name_only=["text"])
keep(Measure)
keep(Activity, without=["uuid", "digest"])
keep(ActivitySchool, by_name_only=["text"])
keep(ActivityStep, by_name_only=["text"])
keep(ActivityPhoto)
keep(EventCover, without=["uuid", "digest"], by_name_only=["wishes", "school_words", "police_words"])
keep(CoverStep, by_name_only=["text"])
keep(CoverOuting)
keep(Opinion, by_name_only=["text", "answer"])
keep(OpinionStep, by_name_only=["text"])
keep(Dispute, by_name_only=["text"])
keep(DisputeStep, by_name_only=["text"])
keep(FeedbackRound, without=["secret"])
keep(FeedbackForm, without=["token"])
keep(FeedbackAnswer, without=["device"], by_name_only=["text", *SCORES])
keep(Call, by_name_only=["text", "answer", "follow_up"])
keep(Tip, without=["code_hash"], by_name_only=["text", "place", "latitude", "longitude"])
keep(TipMessage, by_name_only=["text"])
keep(TipStep, by_name_only=["text"])
