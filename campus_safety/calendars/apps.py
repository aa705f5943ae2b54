from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "campus_safety.calendars"
    label = "calendars"

    def ready(self) -> None:
        from campus_safety.calendars import trail  # noqa: F401  (puts its rows on the trail)
