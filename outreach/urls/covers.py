"""Addresses of event cover."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
