"""The typefaces: Noto Sans SC and Noto Serif SC. Each document embeds the glyphs that it uses, and no others."""

from copy import copy
from enum import StrEnum
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont
from pylopdf_fonts_zh_cn import sans_path, serif_path


class Face(StrEnum):
    """A typeface: sans for what is looked up, serif for what is handed over."""

    SANS = "sans"
    SERIF = "serif"


# What is not embedded, and would only be worked through: how glyphs replace each other, kern and stand in columns.
_NOT_EMBEDDED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx")
_PATHS = {Face.SANS: sans_path, Face.SERIF: serif_path}


def add_face(paper: FPDF, face: Face) -> None:
    """Give a document a typeface of its own, as `FPDF.add_font` does, without reading 30,000 widths again."""
    path = _PATHS[face]()
    font = copy(_read(path))
    font.i = len(paper.fonts) + 1
    font.fontkey = face
    # What writing the document changes is its own: the glyphs used, those missing, the file they are cut out of.
    font.ttfont = _outlines(path)
    font.desc = copy(font.desc)
    font.missing_glyphs = []
    font.subset = SubsetMap(font)
    paper.fonts[face] = font


def _outlines(path: Path) -> TTFont:
    font = TTFont(path, recalcBBoxes=False, recalcTimestamp=False, lazy=True)
    for table in _NOT_EMBEDDED:
        del font[table]
    return font


@cache
def _read(path: Path) -> TTFFont:
    """A typeface as it is read once a process: names and widths of its glyphs."""
    font = TTFFont(FPDF(), path, path.stem, "")
    font.close()
    return font
