"""Excel: the sheet of a school, the sheets of all schools of a unit, the ledger of hazards."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.rules.sheet import FOUR_KEYS, ITEMS
from campus_safety.spreadsheets.writing import Heading, Value, workbook_response
from campus_safety.spreadsheets.writing import Sheet as Page
from schools.filters import HazardFilter, SheetFilter
from schools.models import Hazard, School
from schools.permissions import works_with_schools
from schools.sheet import Line, Sheet, sheet_of, sheets_of
from schools.views.hazards import filtered_hazards, hazard_list
from schools.views.sheets import filtered_sheets, sheets

CHUNK = 500


@require_safe
@allowed(works_with_schools)
def sheet_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet of one school, item by item."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    note_reading(by=user, where=request.path)
    with_names = is_officer(user)
    rows = (_item_row(line, with_names=with_names) for line in sheet_of(school, timezone.localdate()).lines)
    page = Page(school.name, _item_headings(), rows)
    return workbook_response(
        _("Safety sheet of %(school)s %(day)s.xlsx") % {"school": school.name, "day": timezone.localdate()}, [page]
    )


def _item_headings() -> list[Heading]:
    return [
        Heading(_("Item"), 28),
        Heading(_("What to look for"), 44),
        Heading(_("Source"), 36),
        Heading(_("Police found"), 12),
        Heading(_("Note"), 36),
        Heading(_("By"), 12),
        Heading(_("On"), 12),
        Heading(_("Evidence"), 16),
        Heading(_("Due again"), 12),
        Heading(_("The school's own check"), 20),
        Heading(_("On"), 12),
    ]


def _item_row(line: Line, *, with_names: bool) -> list[Value]:
    """One item; who inspected is named to police alone."""
    police, own = line.police, line.own
    seen: list[Value] = [None, None, None, None, None]
    if police:
        seen = [
            police.get_outcome_display(),
            police.note,
            str(police.inspection.inspector) if with_names else _("police"),
            timezone.localdate(police.recorded_at),
            str(police.inspection.grade.label),
        ]
    said: list[Value] = [own.get_outcome_display(), timezone.localdate(own.recorded_at)] if own else [None, None]
    return [str(line.item.title), line.asks, str(line.item.source), *seen, line.due_on, *said]


@require_safe
@allowed(is_officer)
def sheets_export(request: HttpRequest) -> HttpResponseBase:
    """The sheets of the schools that the page shows with these filters: a school a row, an item a column."""
    found = filtered_sheets(request)
    if not found.is_valid():
        return sheets(request)
    note_reading(by=signed_in(request), where=request.get_full_path())
    headings = [
        Heading(_("School"), 24),
        Heading(_("Unit"), 18),
        Heading(_("In order"), 10),
        Heading(_("Items"), 8),
        Heading(_("Due now"), 10),
        Heading(_("Last inspection"), 14),
        Heading(_("The four 100 %"), 12),
        *(Heading(str(item.title), 16) for item in ITEMS),
    ]
    page = Page(_("Safety sheets"), headings, _sheet_rows(found))
    return workbook_response(_("Safety sheets %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _sheet_rows(found: SheetFilter) -> Iterator[list[Value]]:
    today = timezone.localdate()
    schools = list(found.qs.with_levels())
    laid_out = sheets_of(schools, today)
    for school in schools:
        sheet = laid_out[school.pk]
        last = timezone.localdate(sheet.last.recorded_at) if sheet.last else None
        head: list[Value] = [school.name, school.unit.name, sheet.passed, len(sheet.lines), len(sheet.due), last]
        yield [*head, f"{sheet.four_passed}/{len(FOUR_KEYS)}", *_outcomes(sheet)]


def _outcomes(sheet: Sheet) -> list[Value]:
    words = {line.item.key: _word(line) for line in sheet.lines}
    return [words.get(item.key, "–") for item in ITEMS]


def _word(line: Line) -> str:
    """The outcome and what it is worth."""
    if line.police is None:
        return _("not looked at yet")
    return f"{line.police.get_outcome_display()} · {line.police.inspection.grade.label}"


@require_safe
@allowed(works_with_schools)
def hazards_export(request: HttpRequest) -> HttpResponseBase:
    """The ledger of hazards that the list shows with these filters."""
    found = filtered_hazards(request)
    if not found.is_valid():
        return hazard_list(request)
    user = signed_in(request)
    note_reading(by=user, where=request.get_full_path())
    headings = [
        Heading(_("Number"), 9),
        Heading(_("School or premises"), 26),
        Heading(_("What is wrong"), 44),
        Heading(_("Where exactly"), 20),
        Heading(_("Severity"), 10),
        Heading(_("Found by"), 16),
        Heading(_("Found at"), 17),
        Heading(_("To be put right by"), 16),
        Heading(_("Department or authority"), 18),
        Heading(_("Deadline"), 12),
        Heading(_("Days overdue"), 12),
        Heading(_("State"), 16),
        Heading(_("Officer in charge"), 14),
        Heading(_("Verified at"), 17),
    ]
    page = Page(_("Hazards"), headings, _hazard_rows(found, with_names=is_officer(user)))
    return workbook_response(_("Hazard ledger %(day)s.xlsx") % {"day": timezone.localdate()}, [page])


def _hazard_rows(found: HazardFilter, *, with_names: bool) -> Iterator[list[Value]]:
    """The hazards; the officer in charge is named to police alone."""
    today = timezone.localdate()
    hazard: Hazard
    for hazard in found.qs.with_place().iterator(chunk_size=CHUNK):
        over = (today - hazard.due_on).days if hazard.is_overdue(today) and hazard.due_on else None
        yield [
            hazard.pk,
            str(hazard.school or hazard.premises),
            hazard.description,
            hazard.place,
            hazard.get_severity_display(),
            hazard.get_source_display(),
            hazard.found_at,
            hazard.get_owner_display(),
            hazard.owner_name,
            hazard.due_on,
            over,
            hazard.get_state_display(),
            str(hazard.officer) if hazard.officer and with_names else None,
            hazard.verified_at,
        ]
