"""Which school a principal heads, for the administrator."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from campus_safety.accounts.models import User
from schools.models import Principalship


@admin.register(Principalship)
class PrincipalshipAdmin(admin.ModelAdmin):
    """Ties principals to their schools; who moves on is untied."""

    list_display = ("user", "school")
    list_select_related = ("user", "school")
    search_fields = ("user__username", "user__name", "school__name")
    ordering = ("school__name",)

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField | None:
        """Only principals head a school."""
        if db_field.name == "user":
            options["queryset"] = User.objects.filter(role=User.Role.PRINCIPAL, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **options)
