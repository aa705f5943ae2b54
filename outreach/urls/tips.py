"""Addresses of tips, for police."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
