from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "campus_safety.jobs"
    label = "jobs"
