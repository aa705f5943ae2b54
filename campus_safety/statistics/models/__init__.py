"""Reports of months and other periods, what waits to be compiled, goals, and figures from before the portal."""

from campus_safety.statistics.models.history import ImportedFigure, ImportedPeriod
from campus_safety.statistics.models.reports import Figure, Report, ReportFile, ReportStep, StaleMonth
from campus_safety.statistics.models.sent import SentBriefing
from campus_safety.statistics.models.wishes import Goal, RankingWeight, Subscription

__all__ = [
    "Figure",
    "Goal",
    "ImportedFigure",
    "ImportedPeriod",
    "RankingWeight",
    "Report",
    "ReportFile",
    "ReportStep",
    "SentBriefing",
    "StaleMonth",
    "Subscription",
]
