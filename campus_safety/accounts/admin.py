"""Users and units for the administrator."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User

FIELDS = ("username", "name", "role", "unit", "badge", "phone", "is_active")

admin.site.unregister(Group)  # roles decide here; the library brings groups along


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = FIELDS


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """Users: found by name, narrowed by role and unit; never deleted, only set inactive."""

    list_display = ("username", "name", "role", "unit", "is_active", "last_login")
    list_filter = ("role", "unit", "is_active")
    list_select_related = ("unit",)
    search_fields = ("username", "name", "badge")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("username", "password", *FIELDS[1:])}),)
    add_form = NewUserForm
    add_form_template = None  # the library's own tells of options that follow, and there are none
    add_fieldsets = ((None, {"fields": (*FIELDS, "password1", "password2")}),)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """What a person did stays with the person's name."""
        return False


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    """Units and the tree of them."""

    list_display = ("code", "name", "kind", "parent", "hotline")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")

    def get_deleted_objects(
        self, objs: "Sequence[Any] | models.QuerySet[Any]", request: HttpRequest
    ) -> tuple[Any, Any, Any, list[str]]:
        """As the library has it, but what holds a unit back is not named: schools and cases are not for this page."""
        units, counts, refused, holds = super().get_deleted_objects(objs, request)
        return units, counts, refused, [_("People, schools or records of the unit")] if holds else []
