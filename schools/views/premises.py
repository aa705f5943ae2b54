"""Premises round the schools: the list on a map, and one site with the schools near it and the checks on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.audit.trail import note_reading
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from schools.filters import PremisesFilter
from schools.models import Premises, School
from schools.permissions import may_keep_premises
from schools.premises_marks import premises_mark
from schools.surroundings import Breach, Nearby, flagged_ids, near_premises, nearby, open_schools, reach_m

LATEST = 20


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """Premises as the list shows them: the schools near, nearest first, and whether their check is overdue."""

    premises: Premises
    near: list[Nearby]
    is_overdue: bool

    @property
    def nearest(self) -> Nearby | None:
        """The nearest school, if one is near."""
        return self.near[0] if self.near else None

    @property
    def breaches(self) -> list[Breach]:
        """What they break, at the nearest school first; of one kind, so by one rule."""
        return [each.breach for each in self.near if each.breach]


def rows_of(listed: Sequence[Premises], schools: Sequence[School], on: date) -> list[PremisesRow]:
    """The premises of a list with what is near them on a day. No query."""
    near = nearby(schools, listed, reach_m(on), on=on)
    return [PremisesRow(site, [each for each in near if each.premises is site], site.is_overdue(on)) for site in listed]


def _totals(rows: QuerySet[Any], user: User, on: date) -> dict[str, int]:
    counted: dict[str, int] = rows.order_by().aggregate(
        sites=Count("pk"),
        overdue=Count("pk", filter=Q(is_open=True, next_check_on__lt=on)),
        flagged=Count("pk", filter=Q(pk__in=flagged_ids(user.unit_ids, on=on))),
        residents=Sum("temporary_residents", filter=Q(is_open=True), default=0),
    )
    return counted


@require_safe
@allowed(is_officer)
def premises_list(request: HttpRequest) -> HttpResponse:
    """The premises of the user's units, as a list and on a map with the schools near them."""
    user, today = signed_in(request), timezone.localdate()
    mine = Premises.objects.visible_to(user).order_by(F("next_check_on").asc(nulls_last=True), "name", "-pk")
    found = PremisesFilter(request.GET, queryset=mine, request=request)

    def shown(listed: Sequence[Premises]) -> list[PremisesRow]:
        return rows_of(listed, open_schools(user.unit_ids), today)

    def on_map(rows: Sequence[PremisesRow]) -> dict[str, Any]:
        schools = {each.school.pk: each.school.mark for row in rows for each in row.near}
        marks = [premises_mark(row.premises, breaches=row.breaches, is_late=row.is_overdue) for row in rows]
        return {"map_data": map_data(schools=schools.values(), premises=marks)}

    return render_list(
        request, "schools/premises/list.html", found,
        rows=lambda rows: rows.select_related("unit"), page=shown, beside=on_map,
        more=lambda rows: {"totals": _totals(rows, user, today)}, context={"may_add": has_area(user)},
    )  # fmt: skip


def visible_premises(user: User, pk: int) -> Premises:
    """The premises with this key. Raises Http404 where there are none, or none that the user may see."""
    return get_object_or_404(Premises.objects.visible_to(user).select_related("unit"), pk=pk)


def note_contact(request: HttpRequest, premises: Premises) -> None:
    """Put on the trail that the user reads the contact of premises, if they have one: it is a person."""
    if premises.contact or premises.contact_phone:
        note_reading(by=signed_in(request), where=request.path)


@require_safe
@allowed(is_officer)
def premises(request: HttpRequest, pk: int) -> HttpResponse:
    """One site: facts, the schools near it, checks with photos and what hazards were made of them, history and map."""
    user, today = signed_in(request), timezone.localdate()
    found = visible_premises(user, pk)
    note_contact(request, found)
    near = near_premises(found, reach_m(today), among=School.objects.visible_to(user), on=today)
    breaches = [each.breach for each in near if each.breach]
    mark = premises_mark(found, breaches=breaches, is_late=found.is_overdue(today), url="")
    context = {
        "premises": found,
        "mark": mark,
        "near": near,
        "reach_m": reach_m(today),
        "checks": found.checks.with_all()[:LATEST],
        "latest": LATEST,
        "hazards": found.hazards.unsettled().pressing_first(),
        "history": told_of(found),
        "map_data": map_data(schools=[each.school.mark for each in near], premises=[mark]),
        "may_keep": may_keep_premises(user, found),
    }
    return render(request, "schools/premises/detail.html", context)
