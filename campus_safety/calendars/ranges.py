"""Which days a range means that was entered at once."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_DAYS = 92


def days_meant(first: date, last: date, *, is_opened: bool) -> list[date]:
    """The days from `first` to `last`. Where school is said to be, a longer range leaves its weekends free.

    A single day is meant as it is, and a range without school has none on a make-up day in it either. Raises
    ValidationError for a range that ends before it begins, is longer than three months, or means no day.
    """
    if last < first:
        raise ValidationError(_("The last day lies before the first."))
    if last - first >= timedelta(days=MOST_DAYS):
        raise ValidationError(_("More than three months: a break or term is entered for that."))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if is_opened and len(days) > 1:
        days = [day for day in days if day.isoweekday() < 6]
    if not days:
        raise ValidationError(_("There is only a weekend in it: enter each of its days by itself."))
    return days
