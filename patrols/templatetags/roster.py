"""How templates of the roster name a week."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def week(day: date) -> str:
    """The ISO week of a day as it stands in an address, such as 2026-W48."""
    return f"{day:%G-W%V}"
