"""The zip that a workbook is: unpacked in memory, within limits that are enforced while reading, for headers lie."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from campus_safety.spreadsheets.refusals import refusal

MEGABYTE = 1024 * 1024
MOST_BYTES = 2 * MEGABYTE
# A list of 2,000 rows unpacks to 3 MB; DEFLATE can make 1,000 bytes of one, a list makes 10 to 60.
MOST_BYTES_INSIDE = 8 * MEGABYTE
MOST_RATIO = 200
MOST_PARTS = 200

_ZIP, _EMPTY_ZIP, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED = 0x1  # a bit of an entry's flags
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name, in lower case, since names of parts differ by more than case.

    Raises ValidationError for another kind of file, and for an archive that is damaged, locked, too large or nested.
    """
    if not content.startswith((_ZIP, _EMPTY_ZIP)):
        raise refusal(_kind_of(content))
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            _check(entries, len(content))
            return _unpack(archive, entries)
    except _BROKEN as error:
        raise refusal("broken") from error


def _kind_of(content: bytes) -> str:
    """What a file is that is no zip."""
    if content.startswith(_OLE):  # a locked workbook hides in the same container as an old one
        return "encrypted" if _ENCRYPTED_STREAM in content else "is_xls"
    return "is_text" if content and b"\0" not in content else "not_xlsx"


def _check(entries: list[ZipInfo], packed: int) -> None:
    """Refuse by what the directory of the archive says of itself."""
    if len(entries) > MOST_PARTS:
        raise refusal("too_many_parts")
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise refusal("encrypted")
    if sum(entry.file_size for entry in entries) > min(MOST_BYTES_INSIDE, MOST_RATIO * packed):
        raise refusal("too_much_inside")
    names = {entry.filename.lower() for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise refusal("broken")


def _unpack(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    parts, room = {}, MOST_BYTES_INSIDE
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise refusal("too_much_inside")
        if content.startswith(_ZIP):
            raise refusal("nested")
        parts[entry.filename.lower()] = content
    return parts
