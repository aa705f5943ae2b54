from django.apps import AppConfig


class GeoConfig(AppConfig):
    name = "campus_safety.geo"
