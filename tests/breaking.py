"""What no row may become, by the constraint that refuses it."""

from datetime import date, time, timedelta
from typing import Any

from django.db import models

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.models import Day, KnownYear, Span
from campus_safety.notices.models import ApprovedHost, Delivery, Notice, QuietHours
from campus_safety.statistics.models import Goal, ImportedFigure, ImportedPeriod, RankingWeight, Report
from campus_safety.uploads.models import StoredFile
from incidents.models import Case, CaseAction, CasePerson, CaseStep, NoteReceipt, PreventionNote, PropertyItem
from patrols.models import (
    CheckIn,
    CheckInReview,
    Duty,
    DutyRun,
    DutyWindow,
    Outing,
    OutingOfficer,
    PatrolPoint,
    PointSign,
    RosterEntry,
    Swap,
)
from schools.models import (
    Document,
    Hazard,
    HazardStep,
    Inspection,
    ItemResult,
    Photo,
    Premises,
    RectificationNotice,
    School,
    SchoolDay,
)
from tests import breaking_of_outreach
from tests.factories import at
from tests.places import HALVES_AND_NONSENSE

NOON = at("2026-11-23 12:00")
# What a row must not become, by the constraint that refuses it.
BROKEN: dict[str, tuple[type[models.Model], list[dict[str, Any]]]] = {
    "accounts_unit_place": (Unit, HALVES_AND_NONSENSE),
    "accounts_user_has_unit": (User, [{"role": "officer", "unit": None}, {"role": "principal", "unit": None}]),
    "uploads_storedfile_kind": (
        StoredFile,
        [
            {"kind": "pdf"},
            {"kind": "text"},
            {"content_type": "text/html"},
            {"width_px": None},
            {"height_px": 0},
            {"preview": ""},
        ],
    ),
    "uploads_storedfile_content": (StoredFile, [{"size_bytes": 0}, {"content": ""}, {"sha256": ""}]),
    "schools_school_place": (School, HALVES_AND_NONSENSE[2:]),
    "schools_school_arrives_before_dismissal": (School, [{"arrives_at": time(8), "dismisses_at": time(8)}]),
    "schools_inspection_span": (Inspection, [{"finished_at": models.F("started_at") - timedelta(seconds=1)}]),
    "schools_inspection_answer": (
        Inspection,
        [{"answer": "confirmed"}, {"answered_at": NOON}, {"answer": "confirmed", "answered_at": NOON}],
    ),
    "schools_inspection_objection_says_why": (
        Inspection,
        [{"answer": "objected", "answered_at": NOON, "answered_by": models.F("inspector")}],
    ),
    "schools_inspection_reply": (Inspection, [{"reply": "x"}, {"replied_at": NOON}]),
    "schools_itemresult_item": (ItemResult, [{"item": ""}]),
    "schools_hazard_somewhere": (Hazard, [{"school": None}]),
    "schools_hazard_described": (Hazard, [{"description": ""}]),
    "schools_hazard_verified": (Hazard, [{"state": "verified"}, {"verified_at": NOON}]),
    "schools_hazard_open_has_deadline": (Hazard, [{"due_on": None}]),
    "schools_hazardstep_says_why": (
        HazardStep,
        [{"after": "withdrawn", "text": ""}, {"before": "rectified", "after": "open", "text": ""}],
    ),
    "schools_notice_to_one": (RectificationNotice, [{"school": None}]),
    "schools_notice_received": (
        RectificationNotice,
        [
            {"received_at": at("2099-01-01 00:00")},
            {"received_by": models.F("issued_by")},
            {"received_at": at("2000-01-01 00:00"), "received_by": models.F("issued_by")},
        ],
    ),
    "schools_premises_place": (Premises, HALVES_AND_NONSENSE[2:]),
    "schools_premises_residents": (Premises, [{"temporary_residents": 3}]),
    "schools_photo_of_one": (Photo, [{"step": None}]),
    "schools_document_title": (Document, [{"title": ""}]),
    "schools_document_ended_by_somebody": (Document, [{"ended_at": NOON}]),
    "schools_schoolday_why": (SchoolDay, [{"reason": ""}]),
    "schools_schoolday_times": (SchoolDay, [{"kind": "closed"}, {"dismisses_at": None}, {"kind": "guess"}]),
    "schools_schoolday_arrives_before_dismissal": (SchoolDay, [{"arrives_at": time(11, 30)}]),
    "calendars_span_first_before_last": (Span, [{"last_day": date(2026, 8, 31)}]),
    "calendars_day_why": (Day, [{"reason": ""}]),
    "calendars_day_timetable": (
        Day,
        [{"follows_weekday": 1}, {"kind": "school", "follows_weekday": 0}, {"kind": "school", "follows_weekday": 8}],
    ),
    "calendars_knownyear_source": (KnownYear, [{"source": ""}]),
    "notices_notice_read_after_made": (Notice, [{"read_at": models.F("made_at") - timedelta(seconds=1)}]),
    "notices_quiethours_not_empty": (QuietHours, [{"ends_at": models.F("starts_at")}]),
    "notices_delivery_settled": (Delivery, [{"settled_at": NOON}, {"state": "sent"}]),
    "notices_approvedhost_host": (ApprovedHost, [{"host": ""}]),
    "incidents_case_place": (Case, HALVES_AND_NONSENSE),
    "incidents_case_in_order": (
        Case,
        [
            {"occurred_until": models.F("occurred_from") - timedelta(seconds=1)},
            {"reported_at": models.F("occurred_until") - timedelta(seconds=1)},
        ],
    ),
    "incidents_case_somewhere": (Case, [{"school": None}, {"is_off_campus": True, "place": ""}]),
    "incidents_case_facts": (Case, [{"facts": ""}]),
    "incidents_case_led": (Case, [{"lead": None}]),
    "incidents_case_solved": (Case, [{"solved_at": NOON}, {"state": "solved"}]),
    "incidents_case_closed": (Case, [{"closed_at": NOON}, {"state": "closed", "solved_at": NOON}]),
    "incidents_casestep_says_why": (
        CaseStep,
        [{"after": "withdrawn", "text": ""}, {"before": "closed", "after": "investigating", "text": ""}],
    ),
    "incidents_casestep_settles": (CaseStep, [{"before": "accepted", "after": "accepted"}]),
    "incidents_caseaction_span": (CaseAction, [{"ended_at": models.F("started_at") - timedelta(seconds=1)}]),
    "incidents_caseaction_hours": (CaseAction, [{"hours": -1}, {"hours": 2001}]),
    "incidents_caseaction_result": (CaseAction, [{"result": ""}]),
    "incidents_propertyitem_value": (PropertyItem, [{"value_cny": -1}, {"value_cny": 100_000_001}]),
    "incidents_propertyitem_in_order": (
        PropertyItem,
        [{"returned_on": NOON.date()}, {"recovered_on": NOON.date(), "returned_on": NOON.date() - timedelta(days=1)}],
    ),
    "incidents_caseperson_no_minor": (CasePerson, [{"name": None}, {"is_minor": True}]),
    "incidents_preventionnote_says": (PreventionNote, [{"title": ""}, {"text": ""}]),
    "incidents_notereceipt_read": (NoteReceipt, [{"read_at": NOON}, {"read_by": 1}]),
    "statistics_report_first_before_last": (Report, [{"first_day": date(2026, 12, 1)}]),
    "statistics_report_signed_whole": (
        Report,
        [{"state": "signed"}, {"hash": "0" * 64}, {"signed_at": NOON}, {"signed_by": 1}],
    ),
    "statistics_goal_not_negative": (Goal, [{"value": -1}]),
    "statistics_goal_since_first_of_month": (Goal, [{"since": date(2026, 11, 2)}]),
    "statistics_rankingweight_at_most_100": (RankingWeight, [{"weight": 101}]),
    "statistics_importedperiod_first_before_last": (ImportedPeriod, [{"first_day": date(2018, 6, 28)}]),
    "statistics_importedperiod_has_source": (ImportedPeriod, [{"source": ""}]),
    "statistics_importedfigure_not_negative": (ImportedFigure, [{"value": -1}]),
    "patrols_patrolpoint_place": (PatrolPoint, HALVES_AND_NONSENSE[2:]),
    "patrols_patrolpoint_fence": (PatrolPoint, [{"fence_radius_m": 9}, {"fence_radius_m": 1001}]),
    "patrols_patrolpoint_from_before_until": (PatrolPoint, [{"in_force_until": date(2000, 1, 1)}]),
    "patrols_dutywindow_span": (DutyWindow, [{"ends_at": time(7, 30)}]),
    "patrols_dutywindow_from_before_until": (
        DutyWindow,
        [{"in_force_from": date(2026, 2, 1), "in_force_until": date(2026, 1, 1)}],
    ),
    "patrols_dutywindow_basis": (
        DutyWindow,
        [
            {"before_min": 30},
            {"school": 1},
            {"basis": "arrival"},
            {"basis": "arrival", "school": 1, "before_min": 0, "after_min": 0},
            {"basis": "arrival", "school": 1, "before_min": 241, "after_min": 0},
        ],
    ),
    "patrols_dutywindow_strength": (DutyWindow, [{"strength": 0}, {"strength": 21}]),
    "patrols_dutywindow_extra": (
        DutyWindow,
        [
            {"cause": "incident", "reason": "x"},
            {"cause": "incident", "in_force_from": date(2026, 1, 1), "in_force_until": date(2026, 1, 2)},
        ],
    ),
    "patrols_dutyrun_first_before_last": (DutyRun, [{"first_day": date(2026, 12, 31)}]),
    "patrols_duty_suggested_in_window": (
        Duty,
        [{"suggested_at": models.F("ends_at")}, {"suggested_at": models.F("starts_at") - timedelta(minutes=1)}],
    ),
    "patrols_duty_span": (Duty, [{"ends_at": models.F("starts_at")}]),
    "patrols_duty_cancelled_why": (Duty, [{"state": "cancelled", "reason": ""}]),
    "patrols_duty_visited": (Duty, [{"state": "done"}, {"state": "late"}, {"visited_at": NOON}]),
    "patrols_duty_handed_over": (Duty, [{"handed_over_at": NOON}, {"handed_to": 1}]),
    "patrols_duty_acknowledged": (
        Duty,
        [
            {"acknowledged_at": NOON, "comment": "x"},
            {"acknowledged_by": 1},
            {"comment": "x"},
            {"acknowledged_at": NOON, "acknowledged_by": 1},
        ],
    ),
    "patrols_checkinreview_why": (CheckInReview, [{"outcome": "rejected"}, {"outcome": "guess"}]),
    "patrols_pointsign_posted": (PointSign, [{"posted_noted_at": NOON, "posted_by": 1}, {"photo": 1}]),
    "patrols_pointsign_noted_by_somebody": (
        PointSign,
        [
            {"posted_on": date(2026, 11, 23), "posted_noted_at": NOON},
            {"posted_on": date(2026, 11, 23), "posted_by": 1},
        ],
    ),
    "patrols_rosterentry_officer_or_team": (RosterEntry, [{"officer": None}, {"team": 1}]),
    "patrols_swap_answered": (Swap, [{"state": "accepted"}, {"answered_at": NOON}]),
    "patrols_swap_of_another": (Swap, [{"asked_of": models.F("asked_by")}]),
    "patrols_swap_asked_in_time": (Swap, [{"lapses_at": models.F("asked_at")}]),
    "patrols_outing_span": (Outing, [{"ended_at": models.F("started_at") - timedelta(seconds=1)}]),
    "patrols_outing_volunteers": (Outing, [{"volunteers": 1001}]),
    "patrols_outing_rectification": (
        Outing,
        [{"topic": "noise"}, {"places_checked": 1}, {"problems_found": 0}, {"found": "x"}],
    ),
    "patrols_outingofficer_span": (OutingOfficer, [{"ended_at": models.F("started_at") - timedelta(seconds=1)}]),
    "patrols_checkin_place": (CheckIn, HALVES_AND_NONSENSE),
    "patrols_checkin_accuracy": (CheckIn, [{"accuracy_m": -0.1}]),
    "patrols_checkin_method": (CheckIn, [{"method": "manual", "note": ""}, {"method": "qr"}, {"method": "guess"}]),
    "patrols_checkin_duty_state": (CheckIn, [{"duty": None, "duty_state": "done"}, {"duty_state": ""}]),
    **breaking_of_outreach.BROKEN,
}
