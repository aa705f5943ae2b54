"""The XML parts of a workbook: each walked once, without a tree, and none of them trusted.

openpyxl reads workbooks too, but builds every style and every shared string before the first cell (3 s for a file of
300 kB), and where lxml is installed it passes defusedxml by. So what comes from outside is read here.
"""

from posixpath import dirname, join, normpath
from typing import Any
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from campus_safety.spreadsheets.refusals import refusal
from campus_safety.spreadsheets.walking import MOST_NODES, Walker

# No tag and no text of a list is so long (in bytes); one tag with attributes by the hundred thousand would be.
LONGEST_RUN = 64 * 1024
CONTENT_TYPES = "[content_types].xml"
# Whatever is named so, as a file, a type or a relation, is no part of a list.
_UNWANTED = (
    ("macros", ("vbaproject", "macroenabled", "macrosheet")),
    ("external", ("externallink", "connections", "querytable", "ddelink")),
    ("embedded", ("oleobject", "embeddings/", "relationships/package", "activex")),
)


class Relations(Walker):
    """What a part refers to: {id: (type, target)}, in the order of the file."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: Any) -> None:
        """Keep a relation. Raises ValidationError for one that leads outside; a hyperlink is no more than a text."""
        if name != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        refuse_unwanted(kind)
        if attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            raise refusal("external")
        self.found[attributes.get("Id", "")] = (kind, target)


class ContentTypes(Walker):
    """What each part is. Raises ValidationError for one that no list has."""

    def begin(self, name: str, attributes: Any) -> None:
        """Look at one type."""
        refuse_unwanted(attributes.get("ContentType", ""))


class Parts:
    """The parts of one workbook, which share one allowance of nodes."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self._contents = contents
        self._unread = {name for name, content in contents.items() if _is_xml(name, content)}
        self._left = MOST_NODES
        for name in contents:
            refuse_unwanted(name)

    def __contains__(self, name: str) -> bool:
        return name in self._contents

    def walk(self, name: str, walker: Walker) -> None:
        """Lead the walker through a part. Raises ValidationError if it is damaged, too long or has a DTD."""
        walker.left, content = self._left, self._contents[name]
        _check_runs(content)
        try:
            parseString(content, walker, forbid_dtd=True)
        except DefusedXmlException as error:
            raise refusal("dtd") from error
        except (SAXException, LookupError, ValueError) as error:
            raise refusal("broken") from error
        self._left = walker.left
        self._unread.discard(name)

    def walk_the_rest(self) -> None:
        """Whatever else is in the workbook is held to the same limits, and to the same relations."""
        for name in sorted(self._unread):
            self.walk(name, Relations() if name.endswith(".rels") else Walker())

    def relations_of(self, source: str) -> dict[str, tuple[str, str]]:
        """{id: (type, name of the part)} that a part refers to ("" for the workbook itself)."""
        folder, _slash, file = source.rpartition("/")
        name = join(folder, "_rels", f"{file}.rels")
        if name not in self:
            return {}
        relations = Relations()
        self.walk(name, relations)
        return {key: (kind, _resolved(source, target)) for key, (kind, target) in relations.found.items()}


def refuse_unwanted(name: str) -> None:
    """Raise ValidationError if a file, a type or a relation of this name is no part of a list."""
    for code, words in _UNWANTED:
        if any(word in name.lower() for word in words):
            raise refusal(code)


def _check_runs(content: bytes) -> None:
    """Refuse a part before it is parsed: in two bytes a character (nobody writes so), or with a run that is too long.

    Within a tag there is no `<`; so a block without one is a part of a run.
    """
    if b"\0" in content[:4] or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("broken")
    for start in range(0, len(content) - LONGEST_RUN, LONGEST_RUN):
        if content.find(b"<", start, start + LONGEST_RUN) < 0:
            raise refusal("too_much_inside")


def _resolved(source: str, target: str) -> str:
    return normpath(join("/", dirname(source), target)).lstrip("/").lower()


def _is_xml(name: str, content: bytes) -> bool:
    return name.endswith((".xml", ".rels", ".vml")) or content.lstrip()[:1] == b"<"
