"""The forms of a round: their links, codes and posters; and the results of a round as a workbook."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.printing.responses import pdf_response
from campus_safety.spreadsheets.writing import Heading, Sheet, Value, workbook_response
from outreach.feedback_links import form_svg, form_url
from outreach.feedback_results import results_of
from outreach.feedback_tables import Group, Section, score_names, station_groups, station_sections
from outreach.models import FeedbackForm
from outreach.permissions import is_of_station, works_with_outreach
from outreach.printing.feedback import NAME, posters_pdf
from outreach.views.feedback import visible_round
from schools.views.frame import frame_of


@require_safe
@allowed(works_with_outreach)
def feedback_form(request: HttpRequest, pk: int) -> HttpResponse:
    """A form's link and QR code, to be passed on or held up."""
    user = signed_in(request)
    found = _visible_form(user, pk)
    context = {
        "form": found,
        "stage": found.round.stage_on(timezone.localdate()),
        "url": form_url(found),
        "code": form_svg(found),
    }
    return render(request, "outreach/feedback/form.html", context | frame_of(user))


@require_safe
@allowed(works_with_outreach)
def feedback_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster of a form as a PDF."""
    found = _visible_form(signed_in(request), pk)
    return pdf_response(posters_pdf([found], unit=found.round.unit.name), name=f"{NAME} {found.school}.pdf")


@require_safe
@allowed(works_with_outreach)
def feedback_posters(request: HttpRequest, pk: int) -> HttpResponse:
    """The posters of all forms of a round that the user sees, a page each."""
    user = signed_in(request)
    asked = visible_round(user, pk)
    forms = FeedbackForm.objects.visible_to(user).filter(round=asked).with_names().in_order()
    return pdf_response(posters_pdf(forms, unit=asked.unit.name), name=f"{NAME} {asked}.pdf")


def _visible_form(user: User, pk: int) -> FeedbackForm:
    return get_object_or_404(FeedbackForm.objects.visible_to(user).with_names().with_counts(), pk=pk)


@require_safe
@allowed(is_of_station)
def feedback_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The averages and the words of a round that is over, exactly as its page shows them."""
    user = signed_in(request)
    asked = visible_round(user, pk)
    results = results_of(asked, today=timezone.localdate())
    if results is None:
        raise PermissionDenied
    note_reading(by=user, where=request.get_full_path())
    forms = FeedbackForm.objects.filter(round=asked).with_names().in_order()
    schools = list({form.school_id: form.school for form in forms}.values())
    sheets = [
        Sheet(_("Averages"), _headings(), _rows(station_sections(results, schools))),
        Sheet(
            pgettext("feedback", "Words"),
            [Heading(pgettext("feedback", "From whom"), 30), Heading(pgettext("feedback", "Words"), 80)],
            _texts(station_groups(results, schools)),
        ),
    ]
    return workbook_response(_("Feedback %(title)s.xlsx") % {"title": asked.title}, sheets)


def _headings() -> list[Heading]:
    return [
        Heading(_("Part"), 16),
        Heading(_("School, or who answered"), 26),
        Heading(_("Of whom at the school"), 20),
        Heading(pgettext("feedback", "Answers"), 10),
        *(Heading(name, 18) for name in score_names()),
    ]


def _rows(sections: list[Section]) -> Iterator[list[Value]]:
    for section in sections:
        above = ""
        for line in section.lines:
            above = above if line.is_part else line.name
            yield [section.heading, above, line.name if line.is_part else None, line.answers, *line.means]


def _texts(groups: Iterator[Group]) -> Iterator[list[Value]]:
    for group in groups:
        for text in group.texts:
            yield [group.name, text]
