"""The days of the demonstration: from when it is filled, and on which days there is no school."""

from datetime import date, timedelta

FILLED_FROM = date(2026, 9, 1)
MONTHS_BACK = 3

# Public holidays from 2026 on that fall on weekdays, as published by the State Council (国务院办公厅节假日安排).
HOLIDAYS = (
    (date(2026, 9, 25), date(2026, 9, 27), "中秋节放假，学校不上课"),
    (date(2026, 10, 1), date(2026, 10, 7), "国庆节放假，学校不上课"),
)
# The school holidays, month and day, every year: invented (演示校历).
VACATIONS = (
    ((1, 23), (2, 21), "寒假，学校不上课（演示校历）"),
    ((7, 10), (8, 31), "暑假，学校不上课（演示校历）"),
)


def first_day(today: date) -> date:
    """The first day that is filled: 1 September 2026, or three months before today if that is earlier."""
    return min(FILLED_FROM, _months_before(today, MONTHS_BACK))


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    count = day.year * 12 + day.month - 1 - months
    next_first = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(date(count // 12, count % 12 + 1, 1) + timedelta(days=day.day - 1), next_first - timedelta(days=1))


def reason_without_school(day: date) -> str:
    """Why there is no school on this weekday; empty if there is."""
    for first, last, reason in HOLIDAYS:
        if first <= day <= last:
            return reason
    for begins, ends, reason in VACATIONS:
        if begins <= (day.month, day.day) <= ends:
            return reason
    return ""


def has_school(day: date) -> bool:
    """Whether there is school on a day: not on weekends, nor in holidays."""
    return day.isoweekday() not in {6, 7} and not reason_without_school(day)


def is_first_after_holiday(day: date) -> bool:
    """Whether school begins again on this day after a holiday."""
    before = day - timedelta(days=3 if day.isoweekday() == 1 else 1)
    return bool(reason_without_school(before)) and not reason_without_school(day)
