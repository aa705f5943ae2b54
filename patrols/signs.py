"""The sign at a point: where its QR code leads, and the code as a drawing."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from patrols.models import PatrolPoint, PointSign

BORDER = 4  # the standard asks for four modules of quiet round a code


def current_sign(point: PatrolPoint) -> PointSign | None:
    """The newest sign whose token is still good."""
    return point.signs.filter(ended_at=None).first()


def sign_url(sign: PointSign) -> str:
    """Where the sign's QR code leads: the point's public page, with the token that proves who stands there."""
    path = reverse("patrols_public:point", args=[sign.point.code])
    return f"{settings.PUBLIC_URL}{path}?{urlencode({'sign': sign.token})}"


def sign_svg(sign: PointSign) -> SafeString:
    """The QR code as an SVG element without size and style: the page's style sheet gives both."""
    drawing: str = segno.make(sign_url(sign), error="m", micro=False).svg_inline(
        border=BORDER, omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308  (drawn by us, of nothing but squares)
