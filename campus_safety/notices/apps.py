from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "campus_safety.notices"
    label = "notices"

    def ready(self) -> None:
        from campus_safety.notices import checks, trail  # noqa: F401  (puts its rows on the trail)

        autodiscover_modules("notice_kinds")
