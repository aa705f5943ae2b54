"""The dossier of a school (一园一档): every section that an app has added, the map, the history."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, is_principal, signed_in
from campus_safety.audit.history import told_of
from campus_safety.geo.map_data import map_data
from campus_safety.levels import levels_in_words
from schools.dossier_registry import own_sections, sections
from schools.models import School
from schools.permissions import may_edit_school, may_inspect


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as it is laid out: `fact` is a figure for the head of the file, `count` a word for its contents."""

    key: str
    title: str | Promise
    body: SafeString
    fact: Any
    count: str
    points: list[Any]
    premises: list[Any]


def shown_sections(school: School, user: User) -> list[Shown]:
    """Every section of a school, rendered for this user, in the order of police's page or the principal's."""
    shown = []
    for section in own_sections() if is_principal(user) else sections():
        context = section.context(school, user)
        body = render_to_string(section.template, context)
        shown.append(
            Shown(
                key=section.key,
                title=section.title,
                body=body,
                fact=context.get("fact"),
                count=str(context.get("count", "")),
                points=context.get("points_on_map", []),
                premises=context.get("premises_on_map", []),
            )
        )
    return shown


def map_of(school: School, shown: list[Shown]) -> dict[str, Any]:
    """The school with its ring of 200 m, and the points and premises that its sections name."""
    return map_data(
        schools=[school.mark],
        points=[point for section in shown for point in section.points],
        premises=[site for section in shown for site in section.premises],
    )


@require_safe
@allowed(is_officer)
def school_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier, for police."""
    user = signed_in(request)
    school = get_object_or_404(School.objects.visible_to(user).with_levels(), pk=pk)
    shown = shown_sections(school, user)
    context = {
        "school": school,
        "sections": shown,
        "facts": [section.fact for section in shown if section.fact],
        "map_data": map_of(school, shown),
        "may_inspect": may_inspect(user, school),
        "history": told_of(school, labels={"levels": _("kind")}, words={"levels": levels_in_words}),
        "may_edit": may_edit_school(user, school),
    }
    return render(request, "schools/detail.html", context)
