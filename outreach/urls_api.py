"""Resources of the work with schools."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
