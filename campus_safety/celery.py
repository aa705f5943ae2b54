"""The Celery application. The database is the queue of record; a message is only a nudge (docs/adr/0002)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus_safety.settings")

app = Celery("campus_safety")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
