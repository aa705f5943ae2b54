"""Patrol points: the list on a map, one point with its signs and its calendar, and their editing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.permissions import allowed, has_area, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.geo.map_data import map_data
from campus_safety.lists.pages import render_list
from campus_safety.local_days import local_day
from campus_safety.statistics.periods import Period, month_named, month_of
from patrols.actions import save_point
from patrols.coverage.points import calendar_of, marks_today, point_mark, rates_of
from patrols.filters import PointFilter
from patrols.forms.points import PointForm
from patrols.models import CheckIn, PatrolPoint, PointSign
from patrols.permissions import may_edit_point
from patrols.querysets import in_force_on
from patrols.signs import current_sign, sign_svg, sign_url
from patrols.states import SignState
from schools.models import School

LATEST = 5


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as the list shows it: its mark today, and whether it has to be patrolled."""

    point: PatrolPoint
    mark: str
    is_in_force: bool


@require_safe
@allowed(is_officer)
def points(request: HttpRequest) -> HttpResponse:
    """The points of the user's units, as a list and on a map."""
    user, now = signed_in(request), timezone.now()
    found = PointFilter(request.GET, queryset=PatrolPoint.objects.visible_to(user), request=request)

    def totals(rows: QuerySet[Any]) -> dict[str, Any]:
        return {"totals": _totals(rows, local_day(now))}

    def rows_of(listed: Sequence[PatrolPoint]) -> list[PointRow]:
        marks = marks_today(listed, now)
        return [PointRow(point, marks[point.pk], point.is_in_force(local_day(now))) for point in listed]

    def on_map(listed: Sequence[PointRow]) -> dict[str, Any]:
        return {"map_data": _map_of([row.point for row in listed], {row.point.pk: row.mark for row in listed})}

    return render_list(
        request, "patrols/points/list.html", found,
        rows=lambda rows: rows.for_map(), page=rows_of, beside=on_map, more=totals, context={"may_add": has_area(user)},
    )  # fmt: skip


def _totals(rows: QuerySet[Any], today: date) -> dict[str, int]:
    counted: dict[str, int] = rows.order_by().aggregate(
        points=Count("pk", distinct=True),
        in_force=Count("pk", filter=in_force_on(today), distinct=True),
        published=Count("pk", filter=Q(is_published=True), distinct=True),
        batches=Count("batch", distinct=True),
    )
    return counted


def _map_of(listed: Sequence[PatrolPoint], marks: dict[int, str]) -> dict[str, Any]:
    """Points of a list with their schools; the outline if they are all of one unit."""
    schools = {school.pk: school for point in listed for school in point.schools.all()}
    outlines = {point.unit_id: point.unit.outline for point in listed}
    return map_data(
        outline=next(iter(outlines.values())) if len(outlines) == 1 else None,
        schools=[school.mark for school in schools.values()],
        points=[point_mark(point, marks[point.pk]) for point in listed],
    )


def visible_point(user: User, code: str) -> PatrolPoint:
    """The point with this code. Raises Http404 where there is none, or none that the user may see."""
    return get_object_or_404(PatrolPoint.objects.visible_to(user).for_map(), code=code)


@require_safe
@allowed(is_officer)
def point(request: HttpRequest, code: str) -> HttpResponse:
    """One point: map, windows, sign, calendar, latest check-ins, rate and history."""
    user, now = signed_in(request), timezone.now()
    found = visible_point(user, code)
    period, error = _month_asked_for(request, local_day(now))
    mark = marks_today([found], now)[found.pk]
    sign = current_sign(found)
    context = {
        "point": found,
        "mark": mark,
        "is_in_force": found.is_in_force(local_day(now)),
        "windows": found.windows.select_related("school"),
        "today": local_day(now),
        "sign_url": sign_url(sign) if sign else "",
        "sign_svg": sign_svg(sign) if sign else "",
        "sign": sign,
        "older_sign": _older_sign(found, sign),
        "period": period,
        "month_error": error,
        "previous": period.before(),
        "next": month_of(date.fromordinal(period.last_day.toordinal() + 1)),
        "weeks": calendar_of(found, period, now),
        "check_ins": CheckIn.objects.visible_to(user).filter(point=found).with_all()[:LATEST],
        "rate": rates_of([found], now)[found.pk],
        "history": told_of(found, labels={"schools": _("schools served")}),
        "map_data": map_data(schools=[school.mark for school in found.schools.all()], points=[point_mark(found, mark)]),
        "may_edit": may_edit_point(user, found),
    }
    return render(request, "patrols/points/detail.html", context, status=400 if error else 200)


def _older_sign(point: PatrolPoint, sign: PointSign | None) -> PointSign | None:
    """What hangs there until the new sign is posted."""
    if sign is None or sign.state != SignState.WAITING:
        return None
    return point.signs.in_state(SignState.POSTED).first()


def _month_asked_for(request: HttpRequest, today: date) -> tuple[Period, str]:
    """The month of `?month=YYYY-MM`, else this one; and what is wrong with it, if anything."""
    asked = request.GET.get("month")
    if not asked:
        return month_of(today), ""
    try:
        return month_named(asked), ""
    except ValidationError as error:
        return month_of(today), error.messages[0]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(has_area)
def point_new(request: HttpRequest) -> HttpResponse:
    """Enter a point."""
    user = signed_in(request)
    return _edit(request, user, PatrolPoint(), user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def point_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a point; its coming duties follow."""
    user = signed_in(request)
    found = visible_point(user, code)
    if not may_edit_point(user, found):
        raise PermissionDenied
    return _edit(request, user, found, found.unit)


def _edit(request: HttpRequest, user: User, row: PatrolPoint, unit: Unit | None) -> HttpResponse:
    form = PointForm(request.POST if request.method == "POST" else None, instance=row, user=user)
    if form.is_valid() and _save(form):
        messages.success(request, _("%(point)s is saved. Its coming duties follow.") % {"point": form.instance})
        return redirect(form.instance)
    context = {
        "form": form,
        "point": row if row.pk else None,
        "map_data": map_data(
            outline=unit.outline if unit else None,
            schools=[school.mark for school in School.objects.visible_to(user).filter(is_open=True)],
        ),
    }
    return render(request, "patrols/points/form.html", context, status=400 if form.errors else 200)


def _save(form: PointForm) -> bool:
    try:
        save_point(point=form.instance, schools=form.cleaned_data["schools"])
    except IntegrityError:  # another request took the code in this very moment
        form.add_error("code", _("This code is taken. Choose another one."))
        return False
    return True
