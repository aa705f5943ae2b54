"""Writing patrols. Form, API, command and task all call these."""

from patrols.actions.check_ins import record_check_in
from patrols.actions.duties import cancel_duty, close_duties, make_duties
from patrols.actions.outings import end_outing, start_outing
from patrols.actions.points import save_point, save_window
from patrols.actions.retention import drop_old_places

__all__ = [
    "cancel_duty",
    "close_duties",
    "drop_old_places",
    "end_outing",
    "make_duties",
    "record_check_in",
    "save_point",
    "save_window",
    "start_outing",
]
