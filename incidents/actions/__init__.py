"""Writing cases."""

from incidents.actions.cases import change_case, report_case
from incidents.actions.lessons import add_case_windows
from incidents.actions.notes import read_note, remind_of_note, send_note
from incidents.actions.people import add_person, change_person, remove_person, reveal_person
from incidents.actions.property import recover_item, remove_item, return_all, return_item, save_item
from incidents.actions.reports import take_report
from incidents.actions.steps import (
    accept_case,
    assign_case,
    close_case,
    investigate_case,
    move_deadline,
    refuse_case,
    reopen_case,
    solve_case,
    withdraw_case,
)
from incidents.actions.work import change_action, log_action, remove_action

__all__ = [
    "accept_case",
    "add_case_windows",
    "add_person",
    "assign_case",
    "change_action",
    "change_case",
    "change_person",
    "close_case",
    "investigate_case",
    "log_action",
    "move_deadline",
    "read_note",
    "recover_item",
    "refuse_case",
    "remind_of_note",
    "remove_action",
    "remove_item",
    "remove_person",
    "reopen_case",
    "report_case",
    "return_all",
    "return_item",
    "reveal_person",
    "save_item",
    "send_note",
    "solve_case",
    "take_report",
    "withdraw_case",
]
