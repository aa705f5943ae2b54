"""Texts of the libraries whose Chinese is missing or wrong: our catalogue, which comes before theirs, has them too."""

from django.utils.translation import gettext_noop

BORROWED = [
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
]
