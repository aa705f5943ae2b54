"""Addresses of a principal's own school."""

from django.urls import path

from schools import views

app_name = "school"

urlpatterns = [path("", views.own_school, name="own")]
