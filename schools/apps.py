from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self) -> None:
        from schools import (
            admin,  # noqa: F401  (registers who heads a school)
            trail,  # noqa: F401  (puts the models on the audit trail)
        )

        autodiscover_modules("dossier")
