from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "campus_safety.uploads"
