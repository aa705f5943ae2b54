"""Addresses of the log of the hotline."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
