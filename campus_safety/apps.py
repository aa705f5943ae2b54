from django.apps import AppConfig


class CampusSafetyConfig(AppConfig):
    """The project itself: its commands and its texts."""

    name = "campus_safety"
    label = "campus_safety"
