from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DashboardConfig(AppConfig):
    name = "campus_safety.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        autodiscover_modules("panels", "asks")
