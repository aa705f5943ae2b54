"""Figures by school. The key of rows that have several schools names them all: `3,7`."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.sources import Dimension
from campus_safety.wording import listed
from schools.models import School


def _names(keys: Collection[str]) -> Mapping[str, str]:
    wanted = {int(pk) for key in keys for pk in key.split(",") if pk}
    names = dict(School.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return {key: listed([names[int(pk)] for pk in key.split(",") if int(pk) in names]) for key in keys if key}


SCHOOL = Dimension("school", _("school"), _names, filter="school")
