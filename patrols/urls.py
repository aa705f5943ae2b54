"""Addresses of the patrols."""

from django.urls import path

from patrols import converters  # noqa: F401  (registers <code:…>)
from patrols.views import check_ins, checking_in, duties, going_out, outings, points, today, vehicles, windows

app_name = "patrols"

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/start/", going_out.outing_start, name="outing_start"),
    path("today/end/", going_out.outing_end, name="outing_end"),
    path("today/check-in/<code:code>/", checking_in.check_in_at, name="check_in_at"),
    path("patrols/", outings.index, name="index"),
    path("patrols/outings/", outings.outings, name="outings"),
    path("patrols/outings/<int:pk>/", outings.outing, name="outing"),
    path("patrols/outings/<int:pk>/end/", going_out.outing_end_of, name="outing_end_of"),
    path("patrols/check-ins/", check_ins.check_ins, name="check_ins"),
    path("patrols/check-ins/<int:pk>/", check_ins.check_in, name="check_in"),
    path("patrols/duties/", duties.duties, name="duties"),
    path("patrols/duties/<int:pk>/", duties.duty, name="duty"),
    path("patrols/duties/<int:pk>/cancel/", duties.duty_cancel, name="duty_cancel"),
    path("patrols/points/", points.points, name="points"),
    path("patrols/points/new/", points.point_new, name="point_new"),
    path("patrols/points/<code:code>/", points.point, name="point"),
    path("patrols/points/<code:code>/edit/", points.point_edit, name="point_edit"),
    path("patrols/points/<code:code>/windows/new/", windows.window_new, name="window_new"),
    path("patrols/windows/", windows.windows, name="windows"),
    path("patrols/windows/<int:pk>/edit/", windows.window_edit, name="window_edit"),
    path("patrols/windows/<int:pk>/end/", windows.window_end, name="window_end"),
    path("patrols/vehicles/", vehicles.vehicles, name="vehicles"),
    path("patrols/vehicles/new/", vehicles.vehicle_new, name="vehicle_new"),
    path("patrols/vehicles/<int:pk>/edit/", vehicles.vehicle_edit, name="vehicle_edit"),
]
