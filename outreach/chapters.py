"""How the figures of the work with schools are headed in the briefing of a period."""

from django.utils.translation import gettext_lazy as _

from campus_safety.statistics.briefing.chapters import register

register("outreach", _("Legal education and service to schools"))
