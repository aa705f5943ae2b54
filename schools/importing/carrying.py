"""The checked rows on their way from preview to confirmation: signed, so that the browser cannot change them."""

from dataclasses import asdict, dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.spreadsheets.reading import Row, Table

SALT = "schools.import"
KEPT_S = 60 * 60


@dataclass(frozen=True, slots=True)
class Carried:
    """What comes back: the unit's primary key, the rows, and the digest of the preview that was shown."""

    unit_id: int
    table: Table
    seen: str


def carry(*, user: User, unit: Unit, table: Table, seen: str) -> str:
    """The rows as a text for a hidden field: of this user, for this unit, with this preview, for an hour."""
    content = {"user": user.pk, "unit": unit.pk, "seen": seen, "table": asdict(table)}
    return signing.dumps(content, salt=SALT, compress=True)


def brought_back(text: str, *, user: User) -> Carried:
    """What `carry` made. Raises ValidationError if it is older than an hour, another user's, or not what was sent."""
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_S)
    except signing.SignatureExpired as error:
        raise ValidationError(_("The preview is older than an hour: choose the file again."), code="expired") from error
    except signing.BadSignature as error:
        raise ValidationError(_("The preview was changed on its way: choose the file again."), code="bad") from error
    if content["user"] != user.pk:
        raise ValidationError(_("Somebody else made this preview: choose the file again."), code="bad")
    table = content["table"]
    return Carried(content["unit"], Table(table["letters"], [Row(**row) for row in table["rows"]]), content["seen"])
