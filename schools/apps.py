from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = _("Schools")

    def ready(self) -> None:
        from schools import (
            admin,  # noqa: F401  (registers who heads a school)
            trail,  # noqa: F401  (puts the models on the audit trail)
        )

        autodiscover_modules("dossier")
