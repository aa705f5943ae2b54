"""Units and the people of them."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from tree_queries.fields import TreeNodeForeignKey

from campus_safety.accounts.querysets import UnitQuerySet, UserManager
from campus_safety.geo.fields import check_outline, latitude_field, longitude_field, place_constraint

# Of other apps' tables only who heads a school, and the kinds of cases, which are never deleted: whether one can be
# would tell of its cases. They are named, since accounts know neither schools nor cases.
OF_OTHER_APPS = frozenset(
    {f"schools.{verb}_principalship" for verb in ("add", "change", "delete", "view")}
    | {f"incidents.{verb}_category" for verb in ("add", "change", "view")}
)


class Unit(models.Model):  # type: ignore[django-manager-missing]  # the manager comes from an untyped library
    """A police station, a traffic police squad, or the district bureau above them."""

    class Kind(models.TextChoices):
        BUREAU = "bureau", _("district bureau")
        STATION = "station", _("police station")
        TRAFFIC_SQUAD = "traffic_squad", _("traffic police squad")

    parent = TreeNodeForeignKey(
        "accounts.Unit",
        verbose_name=_("unit above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    hotline = models.CharField(_("hotline"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = latitude_field(null=True, blank=True)
    longitude = longitude_field(null=True, blank=True)
    # [[latitude, longitude], …] in degrees, WGS-84: the edge of the area that the unit polices.
    outline = models.JSONField(_("outline"), default=list, blank=True, validators=[check_outline])

    objects: ClassVar[Any] = UnitQuerySet.as_manager(with_tree_fields=False)  # the library is untyped

    class Meta:
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [place_constraint("accounts_unit_place")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a unit above itself, directly or through others."""
        above: Unit | None = self.parent
        while above is not None:
            if self.pk and above.pk == self.pk:
                raise ValidationError({"parent": _("A unit cannot be above itself.")})
            above = above.parent


class User(AbstractBaseUser):
    """A person who signs in. The role decides what is seen and done; the unit decides whose."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("officer")
        COMMANDER = "commander", _("commander")
        PRINCIPAL = "principal", _("principal")
        AUDITOR = "auditor", _("auditor")
        ADMINISTRATOR = "administrator", _("administrator")

    username = models.CharField(
        _("username"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This username is taken.")},
    )  # fmt: skip
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.OFFICER)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    badge = models.CharField(_("badge number"), max_length=20, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False) | models.Q(role__in=["administrator", "auditor"]),
                name="accounts_user_has_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        """Refuse an officer, commander or principal without a unit."""
        super().clean()
        if self.unit_id is None and self.role not in {self.Role.ADMINISTRATOR, self.Role.AUDITOR}:
            raise ValidationError({"unit": _("Officers, commanders and principals belong to a unit.")})

    @property
    def is_staff(self) -> bool:
        """Django's admin is for administrators, and for nobody else."""
        return self.is_active and self.role == self.Role.ADMINISTRATOR

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """The units whose work this user sees: a commander's own and those below, an officer's own, else none."""
        if self.unit is None:
            return frozenset()
        if self.role == self.Role.COMMANDER:
            return frozenset(Unit.objects.at_or_below(self.unit).values_list("pk", flat=True))
        return frozenset({self.unit.pk}) if self.role == self.Role.OFFICER else frozenset()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """In Django's admin an administrator manages users, units, who heads a school, the kinds of cases; no more."""
        return self.is_staff and (perm.startswith("accounts.") or perm in OF_OTHER_APPS)

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`, for a whole app."""
        return self.is_staff and app_label in {"accounts", "schools", "incidents"}

    def get_full_name(self) -> str:
        """The name as shown."""
        return self.name

    def get_short_name(self) -> str:
        """The name as shown."""
        return self.name
