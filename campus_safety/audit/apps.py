from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "campus_safety.audit"
    label = "audit"

    def ready(self) -> None:
        from auditlog.models import LogEntry
        from django.db.models.signals import pre_save

        from campus_safety.audit.author import sign_entry

        pre_save.connect(sign_entry, sender=LogEntry, dispatch_uid="audit.sign_entry")
