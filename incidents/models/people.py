"""People of a case: encrypted in the database, shown masked, in full only for a reason that goes on the trail."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from encrypted_fields.fields import EncryptedTextField

from campus_safety.accounts.models import User
from incidents.masking import masked_name, masked_phone
from incidents.models.cases import Case
from incidents.querysets import CasePersonQuerySet


class CasePerson(models.Model):
    """Somebody who has to do with a case; of a minor the role is kept and nothing else (未成年人保护法第一百零三条)."""

    class Role(models.TextChoices):
        REPORTER = "reporter", pgettext_lazy("person", "reporter")
        VICTIM = "victim", pgettext_lazy("person", "victim")
        WITNESS = "witness", pgettext_lazy("person", "witness")
        SUSPECT = "suspect", pgettext_lazy("person", "suspect")

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="people")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    is_minor = models.BooleanField(_("a minor"), default=False)
    name = EncryptedTextField(pgettext_lazy("person", "name"), null=True, blank=True)
    phone = EncryptedTextField(pgettext_lazy("person", "phone"), null=True, blank=True)
    note = EncryptedTextField(pgettext_lazy("person", "note"), null=True, blank=True)
    entered_by = models.ForeignKey(User, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[CasePersonQuerySet] = CasePersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person of a case")
        verbose_name_plural = _("people of a case")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_minor=False, name__isnull=False)
                | Q(is_minor=True, name__isnull=True, phone__isnull=True, note__isnull=True),
                name="incidents_caseperson_no_minor",
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    def get_absolute_url(self) -> str:
        """Where it is changed."""
        return reverse("incidents:person_edit", args=[self.pk])

    @property
    def masked_name(self) -> str:
        """What is shown of the name; empty for a minor."""
        return masked_name(self.name or "")

    @property
    def masked_phone(self) -> str:
        """What is shown of the number; empty if there is none."""
        return masked_phone(self.phone or "")
