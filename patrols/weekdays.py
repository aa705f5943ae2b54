"""Weekdays in words: "12345" is Monday to Friday."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = {
    "1": gettext_lazy("Monday"),
    "2": gettext_lazy("Tuesday"),
    "3": gettext_lazy("Wednesday"),
    "4": gettext_lazy("Thursday"),
    "5": gettext_lazy("Friday"),
    "6": gettext_lazy("Saturday"),
    "7": gettext_lazy("Sunday"),
}
EVERY_DAY = "".join(WEEKDAYS)


def weekdays_in_words(digits: str) -> str:
    """ISO weekdays such as "12345" in words; three days or more in a row become a range."""
    if digits == EVERY_DAY:
        return _("every day")
    names = [str(WEEKDAYS[digit]) for digit in digits if digit in WEEKDAYS]
    if len(digits) > 2 and digits in EVERY_DAY:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return _(", ").join(names)
