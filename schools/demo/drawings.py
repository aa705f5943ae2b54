"""Photos as drawings: plain shapes, before and after, with 演示照片 written on each."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

from campus_safety.uploads.content import Taken, take
from campus_safety.uploads.models import Kind

SIZE = (960, 720)
WORDS = "演示照片"
WALL, FLOOR, DARK, WOOD, METAL, GLASS = "#e9e6df", "#cfcac0", "#4d5a66", "#b08d62", "#8d99a3", "#c9dbe6"
GREEN, RED, AMBER = "#5d8a6b", "#a8483c", "#d9a94a"
Draw = ImageDraw.ImageDraw


@cache
def photo_of(scene: str, *, is_after: bool) -> Taken:
    """The photo of a scene of `SCENES`, as it was found or as it was put right; taken in as an upload is."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    SCENES[scene](draw, is_after)
    draw.rectangle((0, 660, 960, 720), fill=DARK)
    words = f"{WORDS}　{'整改后' if is_after else '整改前'}"
    draw.text((24, 670), words, fill="white", font=ImageFont.truetype(str(sans_path()), 30))
    target = BytesIO()
    picture.save(target, "PNG")
    return take(ContentFile(target.getvalue(), name=f"{words}.png"), kinds=[Kind.IMAGE])


def _corridor(draw: Draw, is_after: bool) -> None:
    """A corridor towards a door: with desks and boxes in the way, or free."""
    draw.polygon([(0, 660), (330, 420), (630, 420), (960, 660)], fill=FLOOR)
    draw.rectangle((330, 150, 630, 420), fill="#f5f3ee", outline=DARK, width=3)
    draw.rectangle((425, 220, 535, 420), fill=GREEN, outline=DARK, width=3)
    draw.rectangle((435, 165, 525, 200), fill=GREEN)
    for x in (330, 630):
        draw.line((x, 150, 0 if x == 330 else 960, 0), fill=DARK, width=3)
        draw.line((x, 420, 0 if x == 330 else 960, 660), fill=DARK, width=3)
    if is_after:
        return
    for x, y, width, height in ((150, 500, 190, 110), (200, 410, 140, 90), (620, 480, 170, 130), (420, 400, 120, 70)):
        draw.rectangle((x, y, x + width, y + height), fill=WOOD, outline=DARK, width=3)
        draw.line((x, y + height // 2, x + width, y + height // 2), fill=DARK, width=2)


def _gate(draw: Draw, is_after: bool) -> None:
    """A gate on the street: two of the bollards missing, or all in place."""
    draw.rectangle((0, 480, 960, 660), fill=FLOOR)
    for x in (120, 760):
        draw.rectangle((x, 160, x + 80, 480), fill=WOOD, outline=DARK, width=3)
    draw.rectangle((120, 120, 840, 170), fill=RED, outline=DARK, width=3)
    for x in range(220, 760, 36):
        draw.line((x, 240, x, 480), fill=METAL, width=8)
    draw.line((200, 300, 760, 300), fill=METAL, width=8)
    for number, x in enumerate(range(180, 800, 110)):
        if is_after or number not in {2, 3}:
            draw.rectangle((x, 500, x + 34, 610), fill=AMBER, outline=DARK, width=3)
            draw.rectangle((x, 530, x + 34, 550), fill=DARK)
        else:
            draw.ellipse((x - 4, 596, x + 38, 616), outline=DARK, width=3)


def _extinguisher(draw: Draw, is_after: bool) -> None:
    """A cabinet for two extinguishers: one is missing, or both are there."""
    draw.rectangle((0, 560, 960, 660), fill=FLOOR)
    draw.rectangle((290, 170, 670, 560), fill="#f7f7f5", outline=RED, width=10)
    draw.line((480, 170, 480, 560), fill=RED, width=6)
    for x in (385, 575) if is_after else (385,):
        draw.rounded_rectangle((x - 45, 290, x + 45, 530), radius=26, fill=RED, outline=DARK, width=3)
        draw.rectangle((x - 14, 250, x + 14, 290), fill=DARK)
        draw.line((x + 14, 262, x + 60, 300), fill=DARK, width=8)


def _fence(draw: Draw, is_after: bool) -> None:
    """The fence round a building site: with a gap onto the street, or closed."""
    draw.rectangle((0, 0, 960, 480), fill=GLASS)
    draw.rectangle((520, 60, 800, 480), fill="#b8bec4", outline=DARK, width=3)
    for y in range(120, 480, 70):
        draw.line((520, y, 800, y), fill=DARK, width=2)
    draw.rectangle((0, 480, 960, 660), fill=FLOOR)
    for x in range(0, 960, 120):
        if is_after or x not in {360, 480}:
            draw.rectangle((x, 330, x + 116, 560), fill=GREEN, outline=DARK, width=3)
            draw.rectangle((x, 330, x + 116, 350), fill="white", outline=DARK, width=2)


SCENES: dict[str, Callable[[Draw, bool], None]] = {
    "corridor": _corridor,
    "gate": _gate,
    "extinguisher": _extinguisher,
    "fence": _fence,
}
