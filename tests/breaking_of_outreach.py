"""What no row of the work with schools may become, by the constraint that refuses it."""

from datetime import date
from typing import Any

from django.db import models

from outreach.models import (
    Activity,
    ActivitySchool,
    ActivityStep,
    Appointment,
    AppointmentStep,
    Call,
    CoverStep,
    Dispute,
    DisputeStep,
    EventCover,
    FeedbackAnswer,
    FeedbackRound,
    Opinion,
    Tip,
    TipMessage,
)
from tests.factories import at
from tests.places import HALVES_AND_NONSENSE

NOON = at("2026-11-23 12:00")
BROKEN: dict[str, tuple[type[models.Model], list[dict[str, Any]]]] = {
    "outreach_activity_span": (Activity, [{"ends_at": models.F("starts_at")}]),
    "outreach_activity_title": (Activity, [{"title": ""}]),
    "outreach_activity_class_hours": (
        Activity,
        [{"class_hours": 1}, {"kind": "lecture", "class_hours": 0}, {"kind": "lecture", "class_hours": 13}],
    ),
    "outreach_activity_drill": (Activity, [{"kind": "drill"}, {"drill": "fire"}, {"drill_min": 2}]),
    "outreach_activity_drill_min": (
        Activity,
        [{"kind": "drill", "drill": "fire", "drill_min": 0}, {"kind": "drill", "drill": "fire", "drill_min": 241}],
    ),
    "outreach_activity_heads": (Activity, [{"children": 10_001}, {"staff": 10_001}, {"parents": 10_001}]),
    "outreach_activityschool_answered": (ActivitySchool, [{"answer": "confirmed"}, {"answered_at": NOON}]),
    "outreach_activityschool_says_why": (
        ActivitySchool,
        [{"answer": "objected", "answered_at": NOON, "answered_by": 1}],
    ),
    "outreach_activitystep_says_why": (ActivityStep, [{"after": "cancelled"}]),
    "outreach_feedbackround_first_before_last": (FeedbackRound, [{"last_day": date(2026, 11, 22)}]),
    "outreach_feedbackround_title": (FeedbackRound, [{"title": ""}]),
    "outreach_feedbackanswer_scores": (FeedbackAnswer, [{"help": 0}, {"overall": 6}]),
    "outreach_appointment_term": (Appointment, [{"ends_on": date(2000, 1, 1)}]),
    "outreach_appointment_trained": (Appointment, [{"trained_hours": 1001}]),
    "outreach_appointment_age": (Appointment, [{"is_retired": True}, {"age": 60}, {"is_retired": True, "age": 17}]),
    "outreach_appointment_letter": (Appointment, [{"serial": None}, {"state": "proposed"}, {"token": None}]),
    "outreach_appointment_ended": (
        Appointment,
        [{"ended_on": NOON.date()}, {"ending": "dismissed"}, {"state": "ended"}],
    ),
    "outreach_appointment_cut_short": (
        Appointment,
        [{"state": "ended", "ending": "dismissed", "ended_on": date(2100, 1, 1)}],
    ),
    "outreach_appointmentstep_says_why": (AppointmentStep, [{"after": "ended"}, {"after": "withdrawn"}]),
    "outreach_opinion_says": (Opinion, [{"text": ""}]),
    "outreach_opinion_answered": (
        Opinion,
        [{"state": "answered"}, {"answered_at": NOON}, {"answer": "x"}, {"state": "answered", "answered_at": NOON}],
    ),
    "outreach_opinion_settled": (
        Opinion,
        [{"is_satisfied": True}, {"state": "settled", "answered_at": NOON, "answer": "x"}],
    ),
    "outreach_dispute_says": (Dispute, [{"text": ""}]),
    "outreach_dispute_ended": (Dispute, [{"ended_on": NOON.date()}, {"state": "resolved"}]),
    "outreach_dispute_handed_on": (Dispute, [{"handed_to": "x"}, {"state": "handed_on", "ended_on": NOON.date()}]),
    "outreach_disputestep_says": (DisputeStep, [{"before": "found"}]),
    "outreach_call_says": (Call, [{"text": ""}]),
    "outreach_call_became_one": (Call, [{"case": 1, "hazard": 1}, {"opinion": 1, "tip": 1}]),
    "outreach_call_followed_up": (
        Call,
        [{"followed_up_at": NOON}, {"follow_up": "x"}, {"followed_up_at": NOON, "followed_up_by": 1, "follow_up": "x"}],
    ),
    "outreach_eventcover_place": (EventCover, HALVES_AND_NONSENSE[2:]),
    "outreach_eventcover_span": (EventCover, [{"ends_at": NOON, "starts_at": NOON}]),
    "outreach_eventcover_people": (EventCover, [{"people": 0}, {"people": 10_001}]),
    "outreach_eventcover_says": (EventCover, [{"title": ""}, {"valuables_watched_by": ""}]),
    "outreach_eventcover_approved": (EventCover, [{"state": "approved"}]),
    "outreach_eventcover_school_mark": (
        EventCover,
        [{"school_mark": 5}, {"school_said_at": NOON}, {"school_mark": 6, "school_said_at": NOON}],
    ),
    "outreach_eventcover_police_mark": (
        EventCover,
        [{"police_mark": 5}, {"police_said_at": NOON}, {"police_mark": 0, "police_said_at": NOON}],
    ),
    "outreach_coverstep_says_why": (CoverStep, [{"after": "declined"}, {"after": "withdrawn"}]),
    "outreach_tip_place": (Tip, HALVES_AND_NONSENSE),
    "outreach_tip_says": (Tip, [{"text": ""}]),
    "outreach_tip_leads_to_one": (Tip, [{"case": 1, "hazard": 1}]),
    "outreach_tip_in_charge": (Tip, [{"state": "worked_on"}, {"state": "closed"}]),
    "outreach_tipmessage_says": (TipMessage, [{"text": ""}]),
}
