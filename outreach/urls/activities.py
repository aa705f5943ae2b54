"""Addresses of activities, drills and measures."""

from django.urls import URLPattern, path

from outreach.views import activities, activity_exporting, activity_photos, activity_writing, drills, measures

urlpatterns: list[URLPattern] = [
    path("activities/", activities.activity_list, name="activities"),
    path("activities/export.xlsx", activity_exporting.activities_export, name="activities_export"),
    path("activities/new/", activity_writing.activity_new, name="activity_new"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/edit/", activity_writing.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/steps/<slug:step>/", activity_writing.activity_step, name="activity_step"),
    path("activities/<int:pk>/answer/", activity_writing.activity_answer, name="activity_answer"),
    path("activities/photos/<uuid:token>/", activity_photos.activity_photo, name="activity_photo"),
    path(
        "activities/photos/<uuid:token>/preview/", activity_photos.activity_photo_preview, name="activity_photo_preview"
    ),
    path("activities/photos/<uuid:token>/remove/", activity_photos.activity_photo_remove, name="activity_photo_remove"),
    path("drills/", drills.drills, name="drills"),
    path("drills/export.xlsx", drills.drills_export, name="drills_export"),
    path("measures/", measures.measures, name="measures"),
    path("measures/export.xlsx", measures.measures_export, name="measures_export"),
    path("measures/<int:pk>/", measures.measure_edit, name="measure_edit"),
]
