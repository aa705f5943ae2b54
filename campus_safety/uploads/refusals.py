"""Why a file is not taken: each reason has a code, for programs, and a text that says what to do instead."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REASONS = {
    "kind": _("Only JPEG, PNG and WebP pictures and PDF documents are taken."),
    "not_a_picture": _("Only JPEG, PNG and WebP pictures are taken."),
    "heic": _("This is a HEIC picture. Choose JPEG (most compatible) in the settings of the phone's camera."),
    "too_large": _("A file has at most 10 MB."),
    "too_many_pixels": _("A picture has at most 25 million pixels, or 12 million if it is no plain JPEG."),
    "damaged": _("The file is damaged or incomplete. Save it anew and try again."),
    "encrypted": _("The PDF is protected by a password. Save it without one."),
    "too_many_pages": _("A PDF has at most 50 pages."),
    "active": _("The PDF holds scripts, forms that send, media or attached files. Print it to a new PDF."),
    "too_complex": _("The PDF needs too much memory or time to check. Print it to a new PDF."),
}


def refusal(reason: str) -> ValidationError:
    """The error to raise for one of `REASONS`, which is also its code."""
    return ValidationError(REASONS[reason], code=reason)
