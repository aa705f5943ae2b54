from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    name = "patrols"

    def ready(self) -> None:
        from patrols import trail  # noqa: F401  (puts the models on the audit trail)
