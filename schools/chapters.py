"""How the figures of schools' records are headed in the briefing of a period."""

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.briefing.chapters import register

register("schools", _("Inspections and hazards"))
