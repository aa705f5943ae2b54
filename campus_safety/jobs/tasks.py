"""The worker's heartbeat."""

from celery import shared_task

from campus_safety.jobs import actions


@shared_task(name="jobs.worker_heartbeat")
def worker_heartbeat() -> None:
    """Write that a worker takes messages and reaches the database."""
    actions.record_heartbeat(name="worker")
