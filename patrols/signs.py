"""The sign at a point: where its QR code leads, and the code as a drawing."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from patrols.models import PatrolPoint, PointSign
from patrols.states import SignState

BORDER = 4  # the standard asks for four modules of quiet round a code


def current_sign(point: PatrolPoint) -> PointSign | None:
    """The newest sign whose token is still good."""
    return point.signs.in_force().select_related("point__unit", "photo", "posted_by").first()


def current_signs(points: QuerySet[PatrolPoint]) -> list[PointSign]:
    """The newest sign of each of these points, with point, unit and schools, by code: two queries."""
    newest = PointSign.objects.in_force().filter(point=OuterRef("pk")).values("pk")[:1]
    signs = PointSign.objects.filter(pk__in=points.order_by().values(newest=Subquery(newest)))
    return list(signs.select_related("point__unit").prefetch_related("point__schools").order_by("point__code"))


def is_replaced(point: PatrolPoint, token: str) -> bool:
    """Whether this is the token of a sign of the point that another one has replaced."""
    if "\x00" in token:  # PostgreSQL takes none in a text
        return False
    return bool(token) and point.signs.in_state(SignState.REPLACED).filter(token=token).exists()


def sign_url(sign: PointSign) -> str:
    """Where the sign's QR code leads: the point's public page, with the token that proves who stands there."""
    path = reverse("patrols_public:point", args=[sign.point.code])
    return f"{settings.PUBLIC_URL}{path}?{urlencode({'sign': sign.token})}"


def sign_code(sign: PointSign) -> segno.QRCode:
    """The sign's QR code: a seventh of it may be unreadable (level M, or better where that takes no more room)."""
    return segno.make(sign_url(sign), error="m", micro=False)


def sign_svg(sign: PointSign) -> SafeString:
    """The QR code as an SVG element without size and style: the page's style sheet gives both."""
    drawing: str = sign_code(sign).svg_inline(border=BORDER, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308  (drawn by us, of nothing but squares)
