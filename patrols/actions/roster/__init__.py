"""Writing the roster: who is on duty, who steps in, and swaps with consent."""

from patrols.actions.roster.answering import accept_swap, decline_swap, withdraw_swap
from patrols.actions.roster.asking import A_TEAM_GOES_TOGETHER, ask_swap
from patrols.actions.roster.assigning import Assigned, assign, take_off
from patrols.actions.roster.planning import balance, copy_week, name_substitutes
from patrols.actions.roster.teams import save_team

__all__ = [
    "A_TEAM_GOES_TOGETHER",
    "Assigned",
    "accept_swap",
    "ask_swap",
    "assign",
    "balance",
    "copy_week",
    "decline_swap",
    "name_substitutes",
    "save_team",
    "take_off",
    "withdraw_swap",
]
