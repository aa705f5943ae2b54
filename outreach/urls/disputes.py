"""Addresses of disputes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
