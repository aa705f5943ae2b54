"""Addresses of the schools, for police."""

from django.urls import path

from schools.views import dossier, editing, lists

app_name = "schools"

urlpatterns = [
    path("", lists.school_list, name="list"),
    path("new/", editing.school_new, name="new"),
    path("<int:pk>/", dossier.school_detail, name="detail"),
    path("<int:pk>/edit/", editing.school_edit, name="edit"),
]
