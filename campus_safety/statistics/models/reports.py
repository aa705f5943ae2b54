"""The reports of the months, their figures, and which months must be compiled anew."""

from typing import ClassVar
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.periods import Period, month_of
from campus_safety.statistics.querysets import ReportQuerySet, StaleMonthQuerySet
from campus_safety.statistics.states import ReportState


class Report(models.Model):
    """What one unit (with those below it) did in one period; a month is the usual one.

    The newest revision follows the records; those before it were signed and stay as they were.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="reports")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    hash = models.CharField(_("hash"), max_length=64, null=True, blank=True)  # noqa: DJ001  (null until signed)
    compiled_at = models.DateTimeField(_("compiled at"))
    # Over the figures as they were last compiled (counting.fingerprint_of); "" before.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True, default="", db_default="")
    # When signed: {source: digest of the rows that counted}.
    rows_digests = models.JSONField(_("digests of the rows"), null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User, verbose_name=_("signed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The unit's code at that moment, which the hash stands over: a unit may get another one.
    signed_code = models.CharField(_("code of the unit"), max_length=20, blank=True, default="", db_default="")
    # Why a month that was signed before is signed anew.
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="", db_default="")
    # Of a period that is no month: since when the worker is to compile it. Months have marks of their own.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    # Of the same, counted before the work, as in StaleMonth.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-first_day", "unit", "-revision"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "first_day", "last_day", "revision"], name="statistics_report_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "checked"], hash=None, signed_at=None, signed_by=None)
                | models.Q(state="signed", hash__isnull=False, signed_at__isnull=False, signed_by__isnull=False),
                name="statistics_report_signed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="statistics_report_first_before_last"
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since"],
                condition=models.Q(waiting_since__isnull=False),
                name="statistics_report_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period.code}"

    def get_absolute_url(self) -> str:
        """The page of the unit's report; it shows the newest revision."""
        return f"{reverse('statistics:month', args=[self.period.code])}?{urlencode({'unit': self.unit.code})}"

    @property
    def period(self) -> Period:
        """The days that it covers."""
        return Period(self.first_day, self.last_day)


class Figure(models.Model):
    """One number of a report: the indicator's key, its value, the two numbers of a rate, and how it breaks down.

    While its period runs, it has the same days of the period before and of the year before to be compared with; one
    that is over is compared with their own reports.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(_("indicator"), max_length=40)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True)
    part = models.DecimalField(_("part"), max_digits=16, decimal_places=2, null=True)
    whole = models.DecimalField(_("whole"), max_digits=16, decimal_places=2, null=True)
    # {breakdown: {key: number, or [part, whole]}}: see counting.Counted.
    breakdowns = models.JSONField(_("breakdowns"), default=dict, db_default=models.Value({}, models.JSONField()))
    before = models.DecimalField(_("before"), max_digits=16, decimal_places=2, null=True)
    year_before = models.DecimalField(_("the year before"), max_digits=16, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="statistics_figure_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"


class ReportStep(models.Model):
    """One step of a report: who turned which state into which, and what was said. Appended, never edited.

    A step to *draft* of a revision after the first says whose late record made it; one that nobody took is the
    compiler's.
    """

    report = models.ForeignKey(Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(_("state before"), max_length=10, choices=ReportState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=10, choices=ReportState.choices)
    at = models.DateTimeField(pgettext_lazy("report", "at"))
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("words"), max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")

    def __str__(self) -> str:
        return f"{self.report_id} {self.after}"


def file_path(stored: "ReportFile", filename: str) -> str:
    """Where the content lies in the storage."""
    return f"reports/{stored.report_id}.{stored.format}"


class ReportFile(models.Model):
    """A signed report as a file, as it was made once: whoever holds the same bytes can have them verified."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        EXCEL = "xlsx", "Excel"
        WORD = "docx", "Word"

    report = models.ForeignKey(Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="files")
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64, db_index=True)
    content = models.FileField(_("content"), upload_to=file_path)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["report", "format"]
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        constraints = [models.UniqueConstraint(fields=["report", "format"], name="statistics_reportfile_once")]

    def __str__(self) -> str:
        return f"{self.report} {self.get_format_display()}"


class StaleMonth(models.Model):
    """A unit's month that has changed since it was compiled: the queue of the compiler, kept in the database.

    After three attempts that failed it is left alone until it is marked again, by a write or by night.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField(_("first day"))
    marked_at = models.DateTimeField(_("marked at"))
    # Whose record it was, the last one's if there were several; empty for a job.
    marked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Counted before the work, so that a month that kills its worker is counted too.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects: ClassVar[StaleMonthQuerySet] = StaleMonthQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("stale month")
        verbose_name_plural = _("stale months")
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="statistics_stalemonth_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_day:%Y-%m}"

    @property
    def period(self) -> Period:
        """The month."""
        return month_of(self.first_day)
