"""What the schools' records ask of a user now."""

from campus_safety.dashboard.asks_registry import register
from schools.asks.base_data import complete_base_data
from schools.asks.officers import hazards_of_mine, inspections_left_open
from schools.asks.principals import (
    confirm_inspections,
    put_hazards_right,
    renew_documents,
    sign_for_notices,
)

register("schools.put_hazards_right", put_hazards_right)
register("schools.sign_for_notices", sign_for_notices)
register("schools.confirm_inspections", confirm_inspections)
register("schools.renew_documents", renew_documents)
register("schools.base_data", complete_base_data)
register("schools.inspections_left_open", inspections_left_open)
register("schools.hazards_of_mine", hazards_of_mine)
