"""What happened near a case: within 200 m of it or at the same kind of event, in the year before and after."""

from dataclasses import dataclass

from campus_safety.geo.places import box_round, distance_m
from incidents.models import Case
from incidents.querysets import CaseQuerySet
from incidents.spots import spot_of

NEAR_M = 200
# So many are measured: the newest in the box round a case. More at one place in two years nobody would read.
MOST_MEASURED = 200


@dataclass(frozen=True, slots=True)
class NearCase:
    """A case near another: how far (None: farther than 200 m, or nobody knows), and whether the event is alike."""

    case: Case
    distance_m: float | None
    is_alike: bool


def near_cases(case: Case, *, among: CaseQuerySet) -> list[NearCase]:
    """Those of `among` near a case: by distance, then the newest that have only the kind of event in common.

    Of each at most 200; geodesic metres on the WGS-84 ellipsoid. Two queries.
    """
    around = among.around(case).select_related("category", "school").order_by("-occurred_from", "-pk")
    close = _close(case, around)
    found = [NearCase(other, metres, bool(case.event) and other.event == case.event) for other, metres in close]
    if case.event:
        taken = {other.pk for other, _metres in close}
        alike = around.filter(event=case.event)[:MOST_MEASURED]
        found += [NearCase(other, None, True) for other in alike if other.pk not in taken]
    return found


def _close(case: Case, around: CaseQuerySet) -> list[tuple[Case, float]]:
    spot = spot_of(case)
    if spot is None:
        return []
    measured = [
        (other, distance_m(spot, place))
        for other in around.within(box_round(spot, NEAR_M))[:MOST_MEASURED]
        if (place := spot_of(other)) is not None
    ]
    return sorted((each for each in measured if each[1] <= NEAR_M), key=lambda each: each[1])
