"""Figures of patrols by point, window and kind of outing, and by the schools of a point."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.dimensions import named_by, of_choices
from campus_safety.statistics.sources import Derived, Dimension
from patrols.models import DutyWindow, Outing, PatrolPoint
from schools.dimensions import SCHOOL

POINT = Dimension("point", _("patrol point"), named_by(PatrolPoint.objects.all, "code"), filter="point")
WINDOW = Dimension("window", _("duty window"), named_by(DutyWindow.objects.all, "name"))
KIND = Dimension("kind", _("kind of outing"), of_choices(Outing.Kind), filter="kind")


def _schools_of(points: Collection[str]) -> Mapping[str, str]:
    """{point: its schools in ascending order, as `3,7`}."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = PatrolPoint.schools.through.objects.filter(patrolpoint_id__in=[int(point) for point in points])
    for point, school in rows.order_by("school_id").values_list("patrolpoint_id", "school_id"):
        found[str(point)].append(school)
    return {point: ",".join(map(str, schools)) for point, schools in found.items()}


SCHOOL_OF_POINT = Derived(SCHOOL, of=POINT, through=_schools_of)
