"""The hazards of a school in blocks to print: what waits, then what was settled lately, each with small pictures."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campus_safety.accounts.models import User
from campus_safety.printing.blocks import Cell, Column, Heading, Picture, Pictures, PrintedBlock, Strong, Table
from schools.models import Hazard, School
from schools.printing.photos import preview_of
from schools.states import UNSETTLED, HazardState

SETTLED_FOR = timedelta(days=730)
# Pictures of each hazard before and after it was put right, while it waits and once it is settled.
MOST_WAITING, MOST_SETTLED = 2, 1


def print_hazards(school: School, user: User) -> Iterator[PrintedBlock]:
    """What waits, and what was settled within two years, as the user may see it: four queries, however many."""
    today = timezone.localdate()
    found = Hazard.objects.visible_to(user).filter(school=school, premises=None)
    lately = Q(state__in=UNSETTLED) | Q(found_at__gte=timezone.now() - SETTLED_FOR)
    hazards = list(found.filter(lately).pressing_first().with_place().with_steps())
    waiting = [hazard for hazard in hazards if hazard.state in UNSETTLED]
    settled = [hazard for hazard in hazards if hazard.state not in UNSETTLED]
    yield from hazard_blocks(_("Not settled"), waiting, today=today, most=MOST_WAITING, blank=_("No hazard waits."))
    if settled:
        title = _("Settled within two years")
        yield from hazard_blocks(title, settled, today=today, most=MOST_SETTLED, first=len(waiting) + 1)


def hazard_blocks(
    title: str, hazards: Iterable[Hazard], *, today: date, most: int, blank: str = "", first: int = 1
) -> Iterator[PrintedBlock]:
    """Hazards that come with their steps and photos, numbered from `first`. No query."""
    numbered = list(enumerate(hazards, first))
    yield Heading(title)
    yield Table(
        [
            Column(_("No."), 1.1, "R"), Column(_("Hazard"), 7), Column(_("Where"), 3), Column(_("Severity"), 2.1),
            Column(_("Deadline"), 2.4), Column(_("State"), 2.4),
        ],
        [_row(number, hazard, today) for number, hazard in numbered],
        blank,
    )  # fmt: skip
    pictures = [picture for number, hazard in numbered for picture in _pictures(number, hazard, most)]
    if pictures:
        yield Pictures(pictures)


def _row(number: int, hazard: Hazard, today: date) -> list[Cell]:
    due = date_format(hazard.due_on, "SHORT_DATE_FORMAT") if hazard.due_on else "–"
    is_late, severity = hazard.is_overdue(today), hazard.get_severity_display()
    return [
        str(number),
        hazard.description,
        hazard.place or "–",
        Strong(severity) if hazard.severity == Hazard.Severity.MAJOR else severity,
        Strong(_("%(day)s overdue") % {"day": due}) if is_late else due,
        hazard.get_state_display(),
    ]


def _pictures(number: int, hazard: Hazard, most: int) -> Iterator[Picture]:
    """The first pictures of what was found, and the last of what was put right."""
    after = (HazardState.RECTIFIED, HazardState.VERIFIED)
    photos = [(step, photo) for step in hazard.steps.all() for photo in step.photos.all()]
    found = [(pgettext("of a photo", "before"), *each) for each in photos if each[0].after not in after]
    done = [(pgettext("of a photo", "after"), *each) for each in photos if each[0].after in after]
    for word, step, photo in found[:most] + done[-most:]:
        day = date_format(timezone.localtime(step.at), "SHORT_DATE_FORMAT")
        yield Picture(preview_of(photo.file), f"{number} {word} {day}")
