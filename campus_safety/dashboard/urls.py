"""Addresses of the commander's desk."""

from django.urls import path

from campus_safety.dashboard import views

app_name = "dashboard"

urlpatterns = [path("", views.month, name="month")]
