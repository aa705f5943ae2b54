"""What a window is tied to, in words."""

from django.utils.translation import gettext_lazy as _

from patrols.models import DutyWindow

# By basis, and whether minutes before and minutes after belong to it.
_TEXTS = {
    ("arrival", True, False): _("%(school)s, the %(before)s min before arrival"),
    ("arrival", False, True): _("%(school)s, the %(after)s min after arrival"),
    ("arrival", True, True): _("%(school)s, from %(before)s min before arrival to %(after)s min after it"),
    ("dismissal", True, False): _("%(school)s, the %(before)s min before dismissal"),
    ("dismissal", False, True): _("%(school)s, the %(after)s min after dismissal"),
    ("dismissal", True, True): _("%(school)s, from %(before)s min before dismissal to %(after)s min after it"),
}


def tied_in_words(window: DutyWindow) -> str:
    """Such as "三峡幼儿园, the 30 min before arrival"; empty for a window at fixed times."""
    if window.basis == DutyWindow.Basis.FIXED:
        return ""
    text = _TEXTS[window.basis, bool(window.before_min), bool(window.after_min)]
    return text % {"school": window.school, "before": window.before_min, "after": window.after_min}
