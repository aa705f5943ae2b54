"""The project: what every app stands on."""

from campus_safety.celery import app as celery_app

__all__ = ["celery_app"]
