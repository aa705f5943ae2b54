"""The compiled report that the desk is about: read once a page, whoever asks."""

from campus_safety.dashboard.panels_registry import Desk
from campus_safety.statistics.models import Report


def compiled(desk: Desk) -> Report | None:
    """The newest revision of the desk's month with its figures, or None: three queries, the first time."""
    if "report" not in desk.kept:
        reports = Report.objects.filter(unit=desk.unit).of(desk.period).with_figures()
        desk.kept["report"] = reports.order_by("-revision").first()
    report: Report | None = desk.kept["report"]
    return report
