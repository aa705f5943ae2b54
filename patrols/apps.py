from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "patrols"

    def ready(self) -> None:
        from patrols import followers, trail  # noqa: F401  (follows the school days; puts the models on the audit trail)
