"""What holds for every template: no inline code, and no symbol that is not there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SYMBOLS = (settings.BASE_DIR / "static" / "icons" / "symbols.svg").read_text("utf-8")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
NAMED = re.compile(r'components/icon\.html" with name="([\w-]+)"|symbols\.svg\' %}#([\w-]+)"')


def _name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template_has_no_inline_code(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template_names_symbols_that_exist(path: Path) -> None:
    named = {first or second for first, second in NAMED.findall(path.read_text("utf-8"))}

    assert {name for name in named if f'id="{name}"' not in SYMBOLS} == set()
