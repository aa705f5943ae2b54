"""The results of a round as tables and words: for police all of it, for a principal the own school's part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from outreach.feedback_results import Results
from outreach.feedback_slices import WHOLE, Slice
from outreach.models import FeedbackAnswer, FeedbackForm
from outreach.models.feedback import SCORES
from schools.models import School

Audience = FeedbackForm.Audience


@dataclass(frozen=True, slots=True)
class Line:
    """A slice in words: how many answers, and the five averages in the order of SCORES; None where not shown.

    `is_part`: it is a part of the line above.
    """

    name: str
    answers: int
    means: Sequence[Decimal | None]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading ("" for none)."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Group:
    """Texts under the name of those who wrote them."""

    name: str
    texts: Sequence[str]


def score_names() -> list[str]:
    """What the five scores are about, as headings."""
    options: Any = FeedbackAnswer._meta  # noqa: SLF001
    return [capfirst(str(options.get_field(score).verbose_name)) for score in SCORES]


def station_sections(results: Results, schools: Iterable[School]) -> list[Section]:
    """All together, each audience, each school with its forms. A part that nobody answered has no line."""
    kinds = [line for audience in Audience for line in _lines(results, (None, audience), str(audience.label))]
    of_schools = [line for school in schools for line in school_lines(results, school)]
    sections = [Section("", [_line(results, WHOLE, _("All together"))])]
    if kinds:
        sections += [Section(_("By who answered"), kinds), Section(_("By school"), of_schools)]
    return sections


def school_lines(results: Results, school: School) -> Iterator[Line]:
    """A school with its forms."""
    yield from _lines(results, (school.pk, None), school.name)
    for audience in Audience:
        yield from _lines(results, (school.pk, audience), str(audience.label), is_part=True)


def _lines(results: Results, of: Slice, name: str, *, is_part: bool = False) -> Iterator[Line]:
    if of in results.by_slice:
        yield _line(results, of, name, is_part=is_part)


def _line(results: Results, of: Slice, name: str, *, is_part: bool = False) -> Line:
    result = results.of(of)
    averages = result.averages or dict.fromkeys(SCORES)
    return Line(name, result.answers, [averages[score] for score in SCORES], is_part)


def school_groups(results: Results, school: School) -> Iterator[Group]:
    """What was written at a school: by form, and by those whose forms are too small together."""
    texts = {words.of: words.texts for words in results.words}
    names = {(school.pk, audience.value): str(audience.label) for audience in Audience}
    for of, name in [*names.items(), ((school.pk, None), _("several together"))]:
        if of in texts:
            yield Group(f"{school} · {name}", texts[of])


def station_groups(results: Results, schools: Iterable[School]) -> Iterator[Group]:
    """What was written at each school, and at those together whose averages are not shown."""
    for school in schools:
        yield from school_groups(results, school)
    for words in results.words:
        if words.of == WHOLE:
            yield Group(_("Several schools together"), words.texts)
