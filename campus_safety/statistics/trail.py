"""What of the statistics enters the audit trail by itself; reports are written by statements that log by hand."""

from campus_safety.audit.trail import keep
from campus_safety.statistics.models import (
    Goal,
    ImportedFigure,
    ImportedPeriod,
    RankingWeight,
    ReportFile,
    ReportStep,
    SentBriefing,
    Subscription,
)

keep(Goal)
keep(RankingWeight)
keep(Subscription)
keep(ImportedPeriod)
keep(ImportedFigure)
keep(ReportFile)
keep(ReportStep)
keep(SentBriefing, without=["content"])
