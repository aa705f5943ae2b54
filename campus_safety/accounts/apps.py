from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "campus_safety.accounts"
    label = "accounts"
    verbose_name = _("Users and units")

    def ready(self) -> None:
        from campus_safety.accounts import trail  # noqa: F401  (puts the models on the audit trail)


class PortalAdminConfig(SimpleAdminConfig):
    """Django's admin, for administrators only; without autodiscovery (a map library's module would ask for GDAL)."""

    default_site = "campus_safety.accounts.admin_site.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        from campus_safety.accounts import admin  # noqa: F401  (registers users and units)
