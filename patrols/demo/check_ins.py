"""Turns a planned visit into the row of a check-in, with the evidence that `record_check_in` would have found."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from campus_safety.geo.places import distance_m
from patrols.actions.retention import PLACES_KEPT
from patrols.claims import CheckInClaim
from patrols.demo.visits import Visit
from patrols.evidence import LOOK_ROUND, Evidence, speed_km_h
from patrols.models import CheckIn, Outing, PatrolPoint, PointSign

Seen = tuple[datetime, PatrolPoint]


@dataclass(slots=True)
class History:
    """Where each officer was seen last, which the evidence of a check-in compares with."""

    signs: dict[int, PointSign]
    seen: dict[int, list[Seen]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def since(cls, moment: datetime) -> "History":
        """With the check-ins that stand already, as far back as the evidence looks."""
        current = PointSign.objects.filter(ended_at=None).order_by("made_at")
        history = cls({sign.point_id: sign for sign in current})
        earlier = CheckIn.objects.filter(captured_at__gt=moment - LOOK_ROUND).select_related("point")
        for check_in in earlier.order_by("captured_at"):
            history.seen[check_in.officer_id].append((check_in.captured_at, check_in.point))
        return history

    def check_in(self, visit: Visit, outing: Outing, now: datetime) -> CheckIn:
        """The row of a visit, with the flags that its numbers give."""
        claim, received_at = self._claim_of(visit, now)
        place = None if claim.latitude is None or claim.longitude is None else (claim.latitude, claim.longitude)
        evidence = Evidence(
            has_outing=not visit.is_alone,
            has_shared_device=False,
            fence_radius_m=visit.point.fence_radius_m,
            distance_m=None if place is None else round(distance_m(place, visit.point.place), 1),
            accuracy_m=claim.accuracy_m,
            drift_s=None if claim.sent_at is None else round((claim.sent_at - received_at).total_seconds(), 1),
            ahead_s=(claim.captured_at - received_at).total_seconds(),
            delay=received_at - claim.captured_at,
            speed_km_h=self._speed_to(visit),
        )
        is_kept = place is not None and claim.captured_at > now - PLACES_KEPT
        return CheckIn(
            uuid=claim.uuid,
            unit_id=visit.point.unit_id,
            point=visit.point,
            officer=visit.officer,
            outing=None if visit.is_alone else outing,
            duty=visit.duty,
            duty_state=visit.duty.state if visit.duty else "",
            method=claim.method,
            sign=self.signs[visit.point.pk] if claim.sign else None,
            captured_at=claim.captured_at,
            sent_at=claim.sent_at,
            received_at=received_at,
            latitude=claim.latitude if is_kept else None,
            longitude=claim.longitude if is_kept else None,
            accuracy_m=claim.accuracy_m,
            distance_m=evidence.distance_m,
            fence_radius_m=evidence.fence_radius_m,
            drift_s=evidence.drift_s,
            speed_km_h=evidence.speed_km_h,
            device=claim.device,
            note=claim.note,
            flags=evidence.flags(),
            digest=claim.digest,
        )

    def _claim_of(self, visit: Visit, now: datetime) -> tuple[CheckInClaim, datetime]:
        """What the phone sent, and when it arrived."""
        reading, by_hand = visit.reading, visit.reading.method == CheckIn.Method.MANUAL
        received_at = visit.captured_at + timedelta(seconds=reading.send_delay_s)
        received_at = min(received_at, now)
        sign = self.signs.get(visit.point.pk) if reading.method == CheckIn.Method.QR else None
        method = CheckIn.Method.GPS if reading.method == CheckIn.Method.QR and sign is None else reading.method
        claim = CheckInClaim(
            uuid=uuid5(UUID(int=0), f"{visit.officer.username} {visit.point.code} {visit.captured_at.isoformat()}"),
            point=visit.point.code,
            captured_at=visit.captured_at,
            method=method,
            sent_at=received_at + timedelta(seconds=reading.clock_off_s - 0.4),
            latitude=None if by_hand else visit.place[0],
            longitude=None if by_hand else visit.place[1],
            accuracy_m=None if by_hand else reading.accuracy_m,
            device=f"demo-{visit.officer.username}",
            note=reading.note,
            sign=sign.token if sign else "",
        )
        return claim, received_at

    def _speed_to(self, visit: Visit) -> float | None:
        """Speed since the officer's last check-in, as `record_check_in` measures it; notes this one."""
        seen = self.seen[visit.officer.pk]
        at = bisect_right(seen, visit.captured_at, key=lambda one: one[0])
        moment, point = seen[at - 1] if at else (None, None)
        seen.insert(at, (visit.captured_at, visit.point))
        if moment is None or point is None or point == visit.point or moment <= visit.captured_at - LOOK_ROUND:
            return None
        return speed_km_h(distance_m(point.place, visit.point.place), moment, visit.captured_at)
