"""Figures of the work with schools by kind and topic, by who is in charge, and by the schools of an activity."""

from collections.abc import Collection, Mapping

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import OFFICER, of_choices
from campus_safety.statistics.joined import Joined, joined
from campus_safety.statistics.sources import Dimension
from outreach.models import Activity, ActivitySchool, Measure, Opinion


def schools_of_activity() -> Joined:
    """The schools of an activity in ascending order, as `3,7`."""
    return joined(ActivitySchool.objects.filter(activity=OuterRef("pk")), "school_id")


def _measures(keys: Collection[str]) -> Mapping[str, str]:
    return {str(measure.pk): str(measure) for measure in Measure.objects.filter(pk__in=[int(key) for key in keys])}


KIND = Dimension("kind", _("kind of activity"), of_choices(Activity.Kind), filter="kind")
DRILL = Dimension("drill", pgettext_lazy("activity", "kind of drill"), of_choices(Activity.Drill), filter="drill")
MEASURE = Dimension("measure", _("measure"), _measures)
OPINION = Dimension("opinion", _("kind of opinion"), of_choices(Opinion.Kind), filter="kind")
TOPIC = Dimension("topic", pgettext_lazy("opinion", "topic"), of_choices(Opinion.Topic), filter="topic")
LEAD = Dimension("officer", _("officer in charge"), OFFICER.names, filter="lead")
