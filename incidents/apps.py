from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = _("Cases")

    def ready(self) -> None:
        from incidents import (
            admin,  # noqa: F401  (registers the kinds of cases)
            trail,  # noqa: F401  (puts the models on the audit trail)
        )
