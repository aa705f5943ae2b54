from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "campus_safety.jobs"
    label = "jobs"

    def ready(self) -> None:
        autodiscover_modules("tasks")  # they say what waits (jobs.waiting), which the web process tells too
