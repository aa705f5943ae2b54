"""What the ladder will have done with the duties of the demonstration: reminded, warned, handed over, acknowledged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.accounts.models import User
from patrols.demo.units import STATION
from patrols.ladder import Step, step_times
from patrols.models import Duty, Standby
from patrols.states import DutyState

# What is younger waits for the commander's word.
WAITS = timedelta(days=2)
COMMENTS = (
    "雨天拥堵，已调整班次（演示数据）", "临时出警，已安排备勤补巡（演示数据）", "车辆故障，已报修（演示数据）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who steps in on which day, and the commander who takes note of what was missed."""

    substitutes: dict[tuple[int, date], User]
    commander: User | None

    @classmethod
    def between(cls, first: date, last: date) -> "Ladder":
        """By the substitutes that are named from `first` to `last`."""
        named = Standby.objects.filter(on__range=(first, last)).select_related("officer")
        commanders = User.objects.filter(unit__code=STATION, role=User.Role.COMMANDER)
        return cls({(row.unit_id, row.on): row.officer for row in named}, commanders.order_by("pk").first())

    def climb(self, duties: Iterable[Duty], now: datetime) -> None:
        """Give duties that are closed the times of their steps, each as the worker would have taken it."""
        for duty in duties:
            if duty.closed_at is None:
                continue
            duty.next_step_at = None
            times = step_times(duty.starts_at, duty.ends_at, duty.on)
            if duty.state != DutyState.CANCELLED:
                duty.reminded_at = duty.reminded_at or times[Step.REMIND]
            if duty.state in {DutyState.MISSED, DutyState.LATE}:
                duty.warned_at = duty.warned_at or times.get(Step.WARN)
                self._hand_over(duty)
            if duty.state == DutyState.MISSED and self._is_of_commander(duty) and duty.ends_at < now - WAITS:
                duty.acknowledged_at = duty.ends_at + timedelta(hours=2)
                duty.acknowledged_by = self.commander
                duty.comment = COMMENTS[(int(duty.point.number) + duty.on.day) % len(COMMENTS)]

    def _is_of_commander(self, duty: Duty) -> bool:
        return self.commander is not None and self.commander.unit_id == duty.unit_id and duty.acknowledged_at is None

    def _hand_over(self, duty: Duty) -> None:
        substitute = self.substitutes.get((duty.unit_id, duty.on))
        if substitute is not None and duty.handed_to is None:
            duty.handed_to, duty.handed_over_at = substitute, duty.closed_at
