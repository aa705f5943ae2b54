from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StatisticsConfig(AppConfig):
    name = "campus_safety.statistics"
    label = "statistics"

    def ready(self) -> None:
        from campus_safety.statistics import trail  # noqa: F401  (puts the models on the audit trail)

        autodiscover_modules("indicators", "chapters")
