"""Pictures, drawn anew: what is stored are the pixels and nothing else that came with them."""

import struct
import warnings
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from campus_safety.uploads.refusals import refusal

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000
# A baseline JPEG is scaled down while it is decoded; anything else lies in memory whole, a progressive JPEG even twice.
MOST_PIXELS_WHOLE = 12_000_000
# A progressive JPEG of a camera has about ten scans; thousands of empty ones keep a decoder busy for hours.
MOST_SCANS = 25
LONGEST_PX = 2400
LONGEST_PREVIEW_PX = 640
QUALITY = 85
START_OF_SCAN = b"\xff\xda"
# What pixels without transparency are scaled in; all others become RGB first.
PLAIN_MODES = {"L": "L", "CMYK": "CMYK", "1": "L", "I": "L", "I;16": "L"}

# What Pillow's readers raise for bytes that are no picture; a test changes every byte of one.
UNREADABLE = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error,
    zlib.error,
)  # fmt: skip
warnings.simplefilter("error", Image.DecompressionBombWarning)
_srgb = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of at most 2,400 px on the long side, and its preview of at most 640 px."""

    content: bytes
    preview: bytes
    width_px: int
    height_px: int


def redraw(content: bytes) -> Picture:
    """Decode a JPEG, PNG or WebP and encode its pixels anew: upright, in sRGB, on white, of an animation the first.

    Raises ValidationError: `too_many_pixels` (told by the header, before anything is decoded) or `damaged`.
    """
    if content.startswith(b"\xff\xd8") and content.count(START_OF_SCAN) > MOST_SCANS:
        raise refusal("damaged")
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as source:
            too_large = source.width * source.height > _most_pixels(source)
            picture = None if too_large else _drawn(source)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refusal("too_many_pixels") from error
    except UNREADABLE as error:
        raise refusal("damaged") from error
    if picture is None:
        raise refusal("too_many_pixels")
    preview = picture.copy()
    preview.thumbnail((LONGEST_PREVIEW_PX, LONGEST_PREVIEW_PX))
    return Picture(_as_jpeg(picture), _as_jpeg(preview), *picture.size)


def _most_pixels(source: Image.Image) -> int:
    """Told by the header alone."""
    is_plain = source.format == "JPEG" and source.mode in {"RGB", "L"} and not source.info.get("progressive")
    return MOST_PIXELS if is_plain else MOST_PIXELS_WHOLE


def _drawn(source: Image.Image) -> Image.Image:
    """The pixels in sRGB on white, upright, scaled down: a JPEG is so while it is decoded (`reducing_gap`)."""
    profile = source.info.get("icc_profile")
    mode = "RGBA" if source.has_transparency_data else PLAIN_MODES.get(source.mode, "RGB")
    picture = source if source.mode == mode else source.convert(mode)
    picture.thumbnail((LONGEST_PX, LONGEST_PX), reducing_gap=1.0)
    ImageOps.exif_transpose(picture, in_place=True)
    drawn = _in_srgb(_on_white(picture), profile)
    drawn.info.clear()
    return drawn


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB; a profile that cannot be read, or is not of such pixels, is passed over."""
    if profile:
        with suppress(ImageCms.PyCMSError):
            converted = ImageCms.profileToProfile(picture, BytesIO(profile), _srgb, outputMode="RGB")
            if converted is not None:
                return converted
    return picture.convert("RGB")


def _as_jpeg(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
