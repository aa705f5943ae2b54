"""Users and units for the administrator."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.http import HttpRequest

from campus_safety.accounts.models import Unit, User

FIELDS = ("username", "name", "role", "unit", "badge", "phone", "is_active")


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = FIELDS


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = (*FIELDS, "password")


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Users: found by name, narrowed by role and unit; never deleted, only set inactive."""

    list_display = ("username", "name", "role", "unit", "is_active", "last_login")
    list_filter = ("role", "unit", "is_active")
    list_select_related = ("unit",)
    search_fields = ("username", "name", "badge")
    form = UserForm
    change_password_form = AdminPasswordChangeForm

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        """A new user is made with a password typed twice."""
        if obj is None:
            options = {"form": NewUserForm, "fields": None} | options
        return super().get_form(request, obj, change, **options)

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
