"""Pictures and documents for tests, made in code; every other test that uploads takes them from here."""

import zlib
from io import BytesIO
from struct import pack

import pikepdf
from django.core.files.base import ContentFile
from PIL import Image

from campus_safety.accounts.models import User
from campus_safety.uploads.actions import store_file
from campus_safety.uploads.content import Taken, take
from campus_safety.uploads.models import Kind, StoredFile

GPS_NOTE = b"29 deg 31' N"


def jpeg(width: int = 40, height: int = 30, *, color: str = "teal", **options: object) -> bytes:
    """A JPEG of one colour; `options` go to Pillow (exif, icc_profile, comment, progressive)."""
    return encoded(Image.new("RGB", (width, height), color), "JPEG", **options)


def png(width: int = 40, height: int = 30, *, mode: str = "RGB", color: object = "teal", **options: object) -> bytes:
    """A PNG of one colour, of any mode of Pillow's."""
    return encoded(Image.new(mode, (width, height), color), "PNG", **options)  # type: ignore[arg-type]


def webp(width: int = 40, height: int = 30, *, color: str = "teal", **options: object) -> bytes:
    """A WebP of one colour."""
    return encoded(Image.new("RGB", (width, height), color), "WEBP", **options)


def photo_of_a_phone(width: int = 40, height: int = 30) -> bytes:
    """A JPEG of a phone on its side: red is left in the file, above when upright. It names its place."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: to be turned by a quarter, clockwise
    exif[0x010F] = "Maker of phones"
    exif.get_ifd(0x8825)[1] = GPS_NOTE.decode()
    return encoded(picture, "JPEG", exif=exif, comment=b"a comment")


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG, with its checksum."""
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def png_of_header(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that says it is of this size, RGB, with the given chunks and next to no pixels."""
    header = png_chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0" * 4))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + png_chunk(b"IEND", b"")


def pdf(pages: int = 1, *, root: dict[str, pikepdf.Object] | None = None, **options: object) -> bytes:
    """A PDF of empty pages; `root` adds to its catalogue, `options` go to pikepdf's save."""
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        for key, value in (root or {}).items():
            document.Root[key] = value
        target = BytesIO()
        document.save(target, **options)  # type: ignore[arg-type]
    return target.getvalue()


def pdf_of_objects(*objects: bytes) -> bytes:
    """A PDF of the given objects, numbered from 1, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail


def pdf_of_object_stream(name_of_filter: bytes, stream: bytes) -> bytes:
    """A PDF whose catalogue and pages lie in a compressed object stream (ISO 32000-2, 7.5.7)."""
    out = b"%PDF-1.7\n"
    place = len(out)
    out += b"1 0 obj\n<</Type/ObjStm/N 2/First 10/Filter%s/Length %d>>stream\n" % (name_of_filter, len(stream))
    out += stream + b"\nendstream\nendobj\n"
    rows = [(0, 0, 65535), (1, place, 0), (2, 1, 0), (2, 1, 1), (1, len(out), 0)]
    table = b"".join(pack(">BIH", *row) for row in rows)
    head = b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 2 0 R/Length %d>>stream\n" % len(table)
    return out + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture in any format that Pillow writes."""
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def taken(content: bytes, name: str = "photo.jpg") -> Taken:
    """The content as a form field would hand it on."""
    return take(ContentFile(content, name), kinds=list(Kind))


def make_stored_picture(by: User, name: str = "photo.jpg") -> StoredFile:
    """A small stored picture."""
    return store_file(taken=taken(jpeg(), name), by=by)
