from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StatisticsConfig(AppConfig):
    name = "campus_safety.statistics"
    label = "statistics"

    def ready(self) -> None:
        autodiscover_modules("indicators")
