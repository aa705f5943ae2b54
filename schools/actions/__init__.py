"""Writing what is kept of the schools."""

from schools.actions.days import change_school_day, enter_school_days, remove_school_day
from schools.actions.documents import add_document, end_document, restore_document
from schools.actions.hazards import (
    assign_hazard,
    enter_hazard,
    extend_hazard,
    rectify_hazard,
    send_back_hazard,
    take_up_hazard,
    verify_hazard,
    withdraw_hazard,
)
from schools.actions.inspections import (
    answer_inspection,
    discard_inspection,
    finish_inspection,
    record_result,
    reply_to_objection,
    start_inspection,
)
from schools.actions.notices import issue_notice, receive_notice
from schools.actions.photos import remove_photo
from schools.actions.premises import change_premises, enter_premises, record_premises_check
from schools.actions.schools import save_school

__all__ = [
    "add_document",
    "answer_inspection",
    "assign_hazard",
    "change_premises",
    "change_school_day",
    "discard_inspection",
    "end_document",
    "enter_hazard",
    "enter_premises",
    "enter_school_days",
    "extend_hazard",
    "finish_inspection",
    "issue_notice",
    "receive_notice",
    "record_premises_check",
    "record_result",
    "rectify_hazard",
    "remove_photo",
    "remove_school_day",
    "reply_to_objection",
    "restore_document",
    "save_school",
    "send_back_hazard",
    "start_inspection",
    "take_up_hazard",
    "verify_hazard",
    "withdraw_hazard",
]
