"""Where a form is filled in: its public address, and the QR code that leads there."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from outreach.models import FeedbackForm
from patrols.signs import BORDER


def form_url(form: FeedbackForm) -> str:
    """The public address of a form: whoever has it may answer."""
    return f"{settings.PUBLIC_URL}{reverse('outreach_public:feedback', args=[form.token])}"


def form_code(form: FeedbackForm) -> segno.QRCode:
    """The QR code of a form: a seventh of it may be unreadable (level M, or better where that takes no more room)."""
    return segno.make(form_url(form), error="m", micro=False)


def form_svg(form: FeedbackForm) -> SafeString:
    """The QR code as an SVG element without size and style: the page's style sheet gives both."""
    drawing: str = form_code(form).svg_inline(border=BORDER, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308  (drawn by us, of nothing but squares)
