"""Rows that say what the workers did: heartbeats, and one row for each job and period."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a long-running process (worker, beat) last showed that it lives."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """One job of one period. The unique row keeps two beats from doing it twice; a dead one can be taken over."""

    job = models.CharField(_("job"), max_length=60)
    period = models.CharField(_("period"), max_length=30)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="jobs_jobrun_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.period}"
