"""The figures of the station of Shipingqiao, February to June 2018, as an import of anybody's takes them in."""

from datetime import datetime
from pathlib import Path

from campus_safety.statistics.actions.history import import_history
from campus_safety.statistics.history.columns import read_history
from campus_safety.statistics.models import ImportedPeriod

STORY = Path(__file__).parent / "2018-02_2018-06.csv"


def import_story(now: datetime) -> None:
    """Import them, unless something of that kind is there already: what people imported meanwhile stands."""
    if not ImportedPeriod.objects.exists():
        import_history(table=read_history(STORY), at=now, by=None)
