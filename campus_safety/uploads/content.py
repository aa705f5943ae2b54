"""Taking a file in: told by its content what it is, checked, re-encoded. Its name and declared type prove nothing."""

import hashlib
import threading
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File

from campus_safety.uploads import images, pdfs
from campus_safety.uploads.models import EXTENSIONS, Kind
from campus_safety.uploads.names import clean_name
from campus_safety.uploads.refusals import refusal

MOST_BYTES = 10 * 1024 * 1024
# One at a time in a process: the largest picture takes up to 390 MB to decode, and eight may arrive at once.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that passed the checks, as it will be stored; sizes in pixels, of pictures only."""

    kind: Kind
    name: str
    content: bytes
    preview: bytes = b""
    width_px: int | None = None
    height_px: int | None = None

    @property
    def sha256(self) -> str:
        """The hash of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def take(file: File, *, kinds: Collection[Kind]) -> Taken:
    """Check and re-encode an uploaded file.

    Raises ValidationError, whose code is one of `refusals.REASONS`.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise refusal("too_large")
    kind = _kind_of(content)
    if kind is None or kind not in kinds:
        raise _refusal_of_kind(content, kinds)
    name = clean_name(file.name or "", EXTENSIONS[kind])
    with _one_at_a_time:
        if kind is Kind.PDF:
            return Taken(kind, name, pdfs.rewrite(content))
        picture = images.redraw(content)
    return Taken(kind, name, picture.content, picture.preview, picture.width_px, picture.height_px)


def _kind_of(content: bytes) -> Kind | None:
    """Told by the first bytes, which must be those of the format: nothing may stand before them."""
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    if is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return Kind.IMAGE
    return Kind.PDF if content.startswith(b"%PDF-") else None


def _refusal_of_kind(content: bytes, kinds: Collection[Kind]) -> ValidationError:
    if content[4:8] == b"ftyp":  # the family of HEIC, ISO/IEC 14496-12
        return refusal("heic")
    return refusal("kind" if Kind.PDF in kinds else "not_a_picture")
