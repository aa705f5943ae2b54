"""Figures by school and its levels. The key of rows that have several names them all: `3,7`, `primary,middle`."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from campus_safety.levels import Level, level_rank
from campus_safety.statistics.sources import Derived, Dimension
from campus_safety.wording import listed
from schools.models import School, SchoolLevel


def _names(keys: Collection[str]) -> Mapping[str, str]:
    wanted = {int(pk) for key in keys for pk in key.split(",") if pk}
    names = dict(School.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return {key: listed([names[int(pk)] for pk in key.split(",") if int(pk) in names]) for key in keys if key}


def _of_units(unit_ids: Collection[int]) -> Mapping[str, str]:
    found = School.objects.filter(unit_id__in=unit_ids).order_by("name").values_list("pk", "name")
    return {str(pk): name for pk, name in found}


def _names_of_levels(keys: Collection[str]) -> Mapping[str, str]:
    return {key: listed(str(Level(level).label) for level in key.split(",")) for key in keys if key}


def _levels_of(schools: Collection[str]) -> Mapping[str, str]:
    """{school: its levels from the youngest pupils up, as `primary,middle`}."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = SchoolLevel.objects.filter(school_id__in=[int(school) for school in schools]).order_by(level_rank("level"))
    for school, level in rows.values_list("school_id", "level"):
        found[str(school)].append(level)
    return {school: ",".join(levels) for school, levels in found.items()}


SCHOOL = Dimension("school", _("school"), _names, filter="school", offered=_of_units)
LEVEL = Dimension("level", _("kind of school"), _names_of_levels, filter="level")
LEVEL_OF_SCHOOL = Derived(LEVEL, of=SCHOOL, through=_levels_of)
