"""Addresses of letters of appointment and notices for the wall."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
