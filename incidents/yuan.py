"""Money in words."""

from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _


def in_yuan(value: Decimal) -> str:
    """A sum with its unit; whole yuan without their decimals."""
    return _("%(value)s yuan") % {"value": floatformat(value, -2)}
