"""Writing cases."""

from incidents.actions.cases import (
    accept_case,
    assign_case,
    close_case,
    investigate_case,
    refuse_case,
    reopen_case,
    report_case,
    solve_case,
    withdraw_case,
)

__all__ = [
    "accept_case",
    "assign_case",
    "close_case",
    "investigate_case",
    "refuse_case",
    "reopen_case",
    "report_case",
    "solve_case",
    "withdraw_case",
]
