"""Addresses of activities, drills and measures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
