"""What the property tests of figures share: moments round the ends of a leap February, and a sum in plain Python."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from campus_safety.accounts.models import Unit
from campus_safety.statistics.counting import Counted, count
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.registry import indicators
from tests.factories import at

FEBRUARY = month_named("2028-02")
SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANT = timedelta(microseconds=1)
EDGES = [at("2028-02-01 00:00"), at("2028-02-29 00:00"), at("2028-03-01 00:00")]
moments = st.sampled_from(EDGES + [edge - INSTANT for edge in EDGES]) | st.integers(0, 40 * 24 * 60).map(
    lambda minutes: at("2028-01-25 00:00") + timedelta(minutes=minutes)
)
# The keys of a row in every dimension, and what it adds.
Row = tuple[dict[str, str], Decimal | int]


def is_in_february(moment: datetime) -> bool:
    """Whether it lies in February 2028, by the clock of Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return (local.year, local.month) == (2028, 2)


def of_units(rows: Iterable[Row], units: Iterable[Unit]) -> list[Row]:
    """The rows of these units."""
    ids = {str(unit.pk) for unit in units}
    return [row for row in rows if row[0]["unit"] in ids]


def by(rows: Iterable[Row], breakdown: str) -> dict[str, float]:
    """{key: what its rows add up to}, for one dimension or two (`school|hour`); what adds nothing is left out."""
    tally: defaultdict[str, Decimal] = defaultdict(Decimal)
    for keys, number in rows:
        tally["|".join(keys[name] for name in breakdown.split("|"))] += number
    return {key: float(number) for key, number in tally.items() if number}


def counted(app: str, units: Iterable[Unit], now: datetime) -> dict[str, Counted]:
    """{indicator: its figure of February} of one app, as the compiler counts them."""
    of_app = [indicator for indicator in indicators() if indicator.source.key.startswith(f"{app}.")]
    ids = [unit.pk for unit in units]
    cells = {source: source.cells(ids, FEBRUARY, now) for source in {one.source for one in of_app}}
    return {one.key: count(one, cells[one.source]) for one in of_app}
