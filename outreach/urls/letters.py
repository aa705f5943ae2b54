"""Addresses of letters of appointment and notices for the wall."""

from django.urls import path

from outreach.views import letters

urlpatterns = [
    path("appointments/<int:pk>/letter.pdf", letters.letter, name="letter"),
    path("appointments/<int:pk>/wall.pdf", letters.wall_notice, name="wall_notice"),
]
