"""Figures of patrols by point, window, kind of outing and vehicle, and by the schools of a point."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.dimensions import named_by, of_choices
from campus_safety.statistics.sources import Derived, Dimension
from patrols.models import DutyWindow, Outing, PatrolPoint, Vehicle
from schools.dimensions import SCHOOL

_codes_of_points = named_by(PatrolPoint.objects.all, "code")
_plates = named_by(Vehicle.objects.all, "plate")

POINT = Dimension("point", _("patrol point"), _codes_of_points, filter="point", codes=_codes_of_points)
# Every point has windows of its own: they are told apart by what they are for.
WINDOW = Dimension("window", _("duty window"), of_choices(DutyWindow.Occasion), filter="occasion")
KIND = Dimension("kind", _("kind of outing"), of_choices(Outing.Kind), filter="kind")
VEHICLE = Dimension("vehicle", _("vehicle"), _plates, filter="vehicle", codes=_plates)
# A list of `school=3` has the points that the school shares with others too; one of `schools=3` has those of it alone.
SCHOOLS = replace(SCHOOL, filter="schools")


def _schools_of(points: Collection[str]) -> Mapping[str, str]:
    """{point: its schools in ascending order, as `3,7`}."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = PatrolPoint.schools.through.objects.filter(patrolpoint_id__in=[int(point) for point in points])
    for point, school in rows.order_by("school_id").values_list("patrolpoint_id", "school_id"):
        found[str(point)].append(school)
    return {point: ",".join(map(str, schools)) for point, schools in found.items()}


SCHOOLS_OF_POINT = Derived(SCHOOLS, of=POINT, through=_schools_of)
