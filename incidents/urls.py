"""Addresses of the cases."""

from django.urls import path

from incidents.views import (
    cases,
    exporting,
    giving_back,
    items,
    lessons,
    notes,
    parts_exporting,
    people,
    reporting,
    steps,
    work,
)
from incidents.views import map as maps

app_name = "incidents"

urlpatterns = [
    path("", cases.case_list, name="list"),
    path("new/", reporting.case_new, name="new"),
    path("export.xlsx", exporting.cases_export, name="export"),
    path("<int:pk>/", cases.case, name="detail"),
    path("<int:pk>/edit/", reporting.case_edit, name="edit"),
    path("<int:pk>/steps/<slug:step>/", steps.case_step, name="step"),
    path("map/", maps.case_map, name="map"),
    path("<int:pk>/actions/new/", work.action_new, name="action_new"),
    path("actions/", work.action_list, name="actions"),
    path("actions.xlsx", parts_exporting.actions_export, name="actions_export"),
    path("actions/<int:pk>/", work.action, name="action"),
    path("actions/<int:pk>/edit/", work.action_edit, name="action_edit"),
    path("actions/<int:pk>/remove/", work.action_remove, name="action_remove"),
    path("<int:pk>/windows/", lessons.case_windows, name="windows"),
    path("<int:pk>/note/", notes.case_note, name="case_note"),
    path("notes/", notes.note_list, name="notes"),
    path("notes/new/", notes.note_new, name="note_new"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/read/", notes.note_read, name="note_read"),
    path("notes/<int:pk>/remind/", notes.note_remind, name="note_remind"),
    path("<int:pk>/property/new/", items.item_new, name="item_new"),
    path("<int:pk>/property/return/", giving_back.items_return, name="items_return"),
    path("property/", items.item_list, name="items"),
    path("property.xlsx", parts_exporting.items_export, name="items_export"),
    path("property/<int:pk>/", items.item_edit, name="item_edit"),
    path("property/<int:pk>/remove/", items.item_remove, name="item_remove"),
    path("property/<int:pk>/recover/", giving_back.item_recover, name="item_recover"),
    path("property/<int:pk>/return/", giving_back.item_return, name="item_return"),
    path("<int:pk>/people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/remove/", people.person_remove, name="person_remove"),
    path("people/<int:pk>/reveal/", people.person_reveal, name="person_reveal"),
]
