from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Work with schools")

    def ready(self) -> None:
        from outreach import followers, trail  # noqa: F401  (follows visits at events; puts the models on the audit trail)
