"""What templates of the patrols say in words."""

from django import template

from patrols.weekdays import WEEKDAYS, weekdays_in_words

register = template.Library()


@register.filter
def weekdays(digits: str) -> str:
    """ISO weekdays such as "12345" in words."""
    return weekdays_in_words(digits)


@register.filter
def weekday(number: int) -> str:
    """An ISO weekday, Monday 1, in words."""
    return str(WEEKDAYS[str(number)])
