"""Writing patrols. Form, API, command and task all call these."""

from patrols.actions.acknowledging import acknowledge_duties
from patrols.actions.check_ins import record_check_in
from patrols.actions.duties import cancel_duty
from patrols.actions.ladder import take_steps
from patrols.actions.making import make_due_points, make_duties
from patrols.actions.outings import end_outing, start_outing
from patrols.actions.points import mark_points_stale, save_point
from patrols.actions.rectifications import note_findings
from patrols.actions.retention import drop_old_places
from patrols.actions.windows import add_extra_windows, save_window

__all__ = [
    "acknowledge_duties",
    "add_extra_windows",
    "cancel_duty",
    "drop_old_places",
    "end_outing",
    "make_due_points",
    "make_duties",
    "mark_points_stale",
    "note_findings",
    "record_check_in",
    "save_point",
    "save_window",
    "start_outing",
    "take_steps",
]
