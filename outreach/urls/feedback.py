"""Addresses of feedback."""

from django.urls import path

from outreach.views import feedback, feedback_exporting, feedback_forms

urlpatterns = [
    path("feedback/", feedback.feedback_rounds, name="feedback_rounds"),
    path("feedback/export.xlsx", feedback_exporting.feedback_rounds_export, name="feedback_rounds_export"),
    path("feedback/new/", feedback.feedback_round_new, name="feedback_round_new"),
    path("feedback/<int:pk>/", feedback.feedback_round, name="feedback_round"),
    path("feedback/<int:pk>/edit/", feedback.feedback_round_edit, name="feedback_round_edit"),
    path("feedback/<int:pk>/end/", feedback.feedback_round_end, name="feedback_round_end"),
    path("feedback/<int:pk>/posters.pdf", feedback_forms.feedback_posters, name="feedback_posters"),
    path("feedback/<int:pk>/export.xlsx", feedback_forms.feedback_export, name="feedback_export"),
    path("feedback/forms/<int:pk>/", feedback_forms.feedback_form, name="feedback_form"),
    path("feedback/forms/<int:pk>/poster.pdf", feedback_forms.feedback_poster, name="feedback_poster"),
]
