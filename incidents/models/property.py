"""What was stolen (涉案财物): what it was worth, and whether its owner has it back."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.models.cases import Case
from incidents.querysets import PropertyItemQuerySet

MOST_CNY = 100_000_000  # beyond that it is a slip of the hand


class PropertyItem(models.Model):
    """One item or sum of money of a case: lost, then perhaps recovered, then perhaps given back."""

    class Category(models.TextChoices):
        PHONE = "phone", pgettext_lazy("property", "mobile phone")
        CASH = "cash", pgettext_lazy("property", "cash")
        COMPUTER = "computer", pgettext_lazy("property", "computer or tablet")
        VALUABLES = "valuables", pgettext_lazy("property", "jewellery or watch")
        BAG = "bag", pgettext_lazy("property", "bag or purse")
        VEHICLE = "vehicle", pgettext_lazy("property", "bicycle or e-bike")
        PAPERS = "papers", pgettext_lazy("property", "papers or cards")
        SCHOOL_GOODS = "school_goods", pgettext_lazy("property", "goods of the school")
        OTHER = "other", pgettext_lazy("property", "other")

    class Owner(models.TextChoices):
        """Whose it is, by role."""

        PARENT = "parent", pgettext_lazy("owner", "parent")
        STAFF = "staff", pgettext_lazy("owner", "teacher or staff")
        CHILD = "child", pgettext_lazy("owner", "child or student")
        SCHOOL = "school", pgettext_lazy("owner", "the school")
        OTHER = "other", pgettext_lazy("owner", "somebody else")

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="items")
    category = models.CharField(pgettext_lazy("property", "kind"), max_length=15, choices=Category.choices)
    description = models.CharField(pgettext_lazy("property", "description"), max_length=200)
    value_cny = models.DecimalField(
        _("value in yuan"), max_digits=11, decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_CNY)],
    )  # fmt: skip
    owner = models.CharField(pgettext_lazy("property", "whose it is"), max_length=10, choices=Owner.choices)
    recovered_on = models.DateField(pgettext_lazy("property", "recovered on"), null=True, blank=True)
    returned_on = models.DateField(pgettext_lazy("property", "given back on"), null=True, blank=True)

    objects: ClassVar[PropertyItemQuerySet] = PropertyItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of property")
        verbose_name_plural = _("property")
        constraints = [
            models.CheckConstraint(
                condition=Q(value_cny__gte=0, value_cny__lte=MOST_CNY), name="incidents_propertyitem_value"
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True)
                | Q(recovered_on__isnull=False, recovered_on__lte=F("returned_on")),
                name="incidents_propertyitem_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recovered_on"], condition=Q(recovered_on__isnull=False), name="incidents_item_recovered"
            )
        ]

    def __str__(self) -> str:
        """Its kind alone: the trail names rows by this, and a description by name only."""
        return str(self.get_category_display())

    def get_absolute_url(self) -> str:
        """Where it is changed."""
        return reverse("incidents:item_edit", args=[self.pk])
