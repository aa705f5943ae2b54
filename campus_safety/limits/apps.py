from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "campus_safety.limits"
    label = "limits"
