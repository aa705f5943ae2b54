"""How the figures of cases are headed in the briefing of a period."""

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.briefing.chapters import register

register("incidents", _("Cases that touch schools"))
