"""Addresses for everybody: tips, feedback by a link, and the verification of a letter."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
