"""Numbers and days in Chinese figures, as they stand on what is solemn: 二〇一八年六月二十七日."""

from datetime import date, timedelta

DIGITS = "〇一二三四五六七八九"


def number_in_figures(number: int) -> str:
    """A number from 1 to 99: 一, 十, 二十七."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def day_in_figures(day: date) -> str:
    """A day, the year digit by digit."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{number_in_figures(day.month)}月{number_in_figures(day.day)}日"


def whole_years(first: date, last: date) -> int:
    """How many years a span has, both days included; 0 if it is not a number of whole years."""
    after = last + timedelta(days=1)
    is_whole = (after.month, after.day) == (first.month, first.day)
    return after.year - first.year if is_whole else 0
