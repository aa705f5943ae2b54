"""The kinds of cases, for the administrator; of cases the admin holds nothing."""

from django.contrib import admin

from incidents.models import Category


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """Kinds of cases: added and renamed, and put out of use rather than deleted."""

    list_display = ("code", "name", "name_en", "is_active")
    ordering = ("pk",)
