"""Addresses of the API, version 1. Each app brings its own resources."""

from django.urls import URLPattern

app_name = "api"

urlpatterns: list[URLPattern] = []
