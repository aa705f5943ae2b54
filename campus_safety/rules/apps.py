from django.apps import AppConfig
from django.core.checks import register


class RulesConfig(AppConfig):
    name = "campus_safety.rules"

    def ready(self) -> None:
        from campus_safety.rules.checks import rules_are_known

        register(rules_are_known)
