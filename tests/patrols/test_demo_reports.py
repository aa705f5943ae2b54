"""The reports of the demonstration: in every state."""

import time_machine

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Report
from campus_safety.statistics.periods import period_named
from patrols.demo.signing import sign_months
from tests.cast import Cast
from tests.factories import at, make_outing


def test_the_last_month_is_checked_and_those_before_it_are_signed(cast: Cast) -> None:
    now, moment = at("2026-11-10 12:00"), at("2026-09-07 07:30")
    make_outing(cast.officer, started_at=moment, ended_at=moment)
    periods = [period_named(code) for code in ("2026-08", "2026-09", "2026-10", "2026-11")]
    with time_machine.travel(now, tick=False):
        for period in periods:
            compile_report(unit=cast.station, period=period)

        sign_months(cast.station, periods, now)

    reports = Report.objects.filter(unit=cast.station).order_by("first_day")
    assert list(reports.values_list("state", "signed_by")) == [
        ("signed", cast.commander.pk), ("signed", cast.commander.pk), ("checked", None), ("draft", None),
    ]  # fmt: skip
