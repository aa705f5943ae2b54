"""What of a school is printed as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.permissions import allowed, signed_in
from campus_safety.audit.trail import note_reading
from campus_safety.printing.responses import pdf_response
from schools.models import School
from schools.permissions import works_with_schools
from schools.printing.dossier import dossier_pdf


@require_safe
@allowed(works_with_schools)
def dossier_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier as a PDF, with what the user may see; that it was read is on the trail."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    note_reading(by=user, where=request.path)
    return pdf_response(dossier_pdf(school, user), name=_("Dossier of %(school)s.pdf") % {"school": school.name})
