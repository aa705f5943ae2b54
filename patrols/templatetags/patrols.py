"""What templates of the patrols say in words."""

from django import template

from campus_safety.accounts.models import User
from patrols.grades import GRADE_LABELS, grade_of
from patrols.models import CheckIn, DutyWindow, Outing, PointSign
from patrols.permissions import may_remove_sign_photo
from patrols.shares import Share, shares_of
from patrols.tied_words import tied_in_words
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


@register.filter
def tied(window: DutyWindow) -> str:
    """What a window is tied to; empty for one at fixed times."""
    return tied_in_words(window)


@register.filter
def shares(outing: Outing) -> list[Share]:
    """What each unit counts of an outing that came with its team."""
    return shares_of(outing)


@register.filter
def grade(check_in: CheckIn) -> str:
    """The grade of a check-in that came with its confirmation, in words."""
    return str(GRADE_LABELS[grade_of(check_in)])


@register.filter
def photo_removable_by(sign: PointSign, user: User) -> bool:
    """Whether the user may take the photo of a sign out."""
    return may_remove_sign_photo(user, sign)


@register.filter
def metres(length_m: int) -> str:
    """A length as it is read, as in static/js/check_in/words.js: exact when near, then to ten metres, then in km."""
    if length_m < 100:
        return f"{length_m} m"
    return f"{round(length_m, -1)} m" if length_m < 1000 else f"{length_m / 1000:.1f} km"
