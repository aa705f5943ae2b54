"""The addresses of the portal. Apps are named as strings; none is imported."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("patrols.urls_public")),
    path("", include("outreach.urls_public")),
    path("api/v1/", include("campus_safety.api.urls")),
    path("", include("campus_safety.jobs.urls")),
    path("", include("campus_safety.accounts.urls")),
    path("", include("patrols.urls")),
    path("calendar/", include("campus_safety.calendars.urls")),
    path("schools/", include("schools.urls")),
    path("school/", include("schools.urls_own")),
    path("incidents/", include("incidents.urls")),
    path("outreach/", include("outreach.urls")),
    path("dashboard/", include("campus_safety.dashboard.urls")),
    path("statistics/", include("campus_safety.statistics.urls_public")),
    path("statistics/", include("campus_safety.statistics.urls")),
    path("notices/", include("campus_safety.notices.urls")),
    path("audit/", include("campus_safety.audit.urls")),
    path("admin/", admin.site.urls),
]

# Under /api/ these answer with problem details, elsewhere with Django's own pages.
handler400 = "campus_safety.api.handlers.bad_request"
handler403 = "campus_safety.api.handlers.permission_denied"
handler404 = "campus_safety.api.handlers.not_found"
handler500 = "campus_safety.api.handlers.server_error"
