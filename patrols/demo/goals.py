"""What the station of the demonstration wants to reach."""

from collections.abc import Sequence
from decimal import Decimal

from campus_safety.accounts.models import Unit, User
from campus_safety.audit.author import acting
from campus_safety.statistics.actions.goals import set_goals
from campus_safety.statistics.periods import Period

GOALS = {
    "visibility_rate": Decimal(95), "duties_missed": Decimal(60), "officer_person_times": Decimal(600),
    "volunteer_person_times": Decimal(500), "hazards_overdue": Decimal(0), "drills_overdue": Decimal(2),
    "legal_education_sessions": Decimal(3),
}  # fmt: skip
SINCE_MONTHS = 3


def set_first_goals(station: Unit, periods: Sequence[Period]) -> None:
    """Have the station's commander set goals for the last months; `periods` are those that were compiled."""
    commander = User.objects.filter(unit=station, role=User.Role.COMMANDER).order_by("pk")[0]
    with acting(commander):
        set_goals(unit=station, month=periods[-SINCE_MONTHS:][0], goals=GOALS)
