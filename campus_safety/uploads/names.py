"""The name under which a file is shown and saved: what the user called it, made harmless."""

import re
import unicodedata

from django.utils.translation import gettext as _

LONGEST_NAME = 100
_extension = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


def clean_name(name: str, extension: str) -> str:
    """The last part of the path in `name`, with `extension` in place of its own, at most 100 characters.

    Characters that control rather than show (Unicode's C, line and paragraph separators) are dropped: one of them can
    turn "gpj.exe" around to read "exe.jpg".
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C" and one not in "\u2028\u2029")
    stem = _extension.sub("", " ".join(shown.split())).strip(". ")
    return f"{stem[: LONGEST_NAME - len(extension) - 1] or _('file')}.{extension}"
