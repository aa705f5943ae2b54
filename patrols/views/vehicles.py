"""Vehicles: the list and their editing."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import allowed, is_officer, signed_in
from campus_safety.audit.history import told_of
from campus_safety.lists.pages import render_list
from patrols.filters import VehicleFilter
from patrols.forms.vehicles import VehicleForm
from patrols.models import Vehicle


@require_safe
@allowed(is_officer)
def vehicles(request: HttpRequest) -> HttpResponse:
    """The vehicles of the user's units, with how often they were sent out."""
    mine = Vehicle.objects.visible_to(signed_in(request))
    counted = mine.annotate(sent=Count("dispatches"), last_at=Max("dispatches__started_at")).order_by("plate")
    found = VehicleFilter(request.GET, queryset=counted, request=request)
    return render_list(request, "patrols/vehicles/list.html", found, rows=lambda rows: rows.select_related("unit"))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def vehicle_new(request: HttpRequest) -> HttpResponse:
    """Enter a vehicle."""
    return _edit(request, signed_in(request), Vehicle())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_officer)
def vehicle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a vehicle, or take it out of service."""
    user = signed_in(request)
    return _edit(request, user, get_object_or_404(Vehicle.objects.visible_to(user).select_related("unit"), pk=pk))


def _save(form: VehicleForm) -> bool:
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:  # another request took the plate in this very moment
        form.add_error("plate", _("A vehicle with this number plate is kept already."))
        return False
    return True


def _edit(request: HttpRequest, user: User, vehicle: Vehicle) -> HttpResponse:
    form = VehicleForm(request.POST if request.method == "POST" else None, instance=vehicle, user=user)
    if form.is_valid() and _save(form):
        messages.success(request, _("%(plate)s is saved.") % {"plate": form.instance.plate})
        return redirect("patrols:vehicles")
    kept = Vehicle.objects.filter(pk=vehicle.pk).first() if vehicle.pk else None
    context = {"form": form, "vehicle": kept, "history": told_of(vehicle) if vehicle.pk else []}
    return render(request, "patrols/vehicles/form.html", context, status=400 if form.errors else 200)
