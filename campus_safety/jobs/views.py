"""Health: what a load balancer and a person on call ask."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from campus_safety.jobs.models import Heartbeat
from campus_safety.jobs.waiting import oldest_waiting

PROCESSES = ("worker", "beat")
# A worker may be busy with one task for as long as the hard time limit (45 s).
SILENT_AFTER = timedelta(seconds=90)


@login_not_required  # a load balancer has no account; nothing but "the process lives" can be read from it
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required  # as above: states and ages only
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether database, worker and beat answer (by their heartbeat rows), and how long the oldest job waits."""
    try:
        report = _readiness()
    except DatabaseError:
        report = {"ready": False, "database": "unreachable"}
    return JsonResponse(report, status=200 if report["ready"] else 503)


def _readiness() -> dict[str, Any]:
    now = timezone.now()
    seen = dict(Heartbeat.objects.values_list("name", "seen_at"))
    ages = {name: round((now - seen[name]).total_seconds(), 1) if name in seen else None for name in PROCESSES}
    alive = {name: age is not None and age < SILENT_AFTER.total_seconds() for name, age in ages.items()}
    waiting = oldest_waiting()
    ready = all(alive.values())
    return {
        "ready": ready,
        "database": "ok",
        **{name: "ok" if alive[name] else "silent" for name in PROCESSES},
        "heartbeat_age_s": ages,
        "oldest_waiting_s": max((round((now - since).total_seconds(), 1) for since in waiting.values()), default=0),
        "waiting": {name: round((now - since).total_seconds(), 1) for name, since in waiting.items()},
    }
