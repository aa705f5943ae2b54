"""What commanders set for the month: goals, what the ranking of schools weighs, and who gets the report by mail."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.statistics.querysets import GoalQuerySet


class Goal(models.Model):
    """What a unit wants an indicator to reach in a month, from one month on until another goal follows."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="goals")
    key = models.CharField(_("indicator"), max_length=40)
    # The first day of the first month that it holds for.
    since = models.DateField(_("from the month"))
    # Empty: no goal from that month on.
    value = models.DecimalField(_("goal"), max_digits=16, decimal_places=2, null=True, blank=True)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit", "key", "-since"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "since"], name="statistics_goal_once"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="statistics_goal_not_negative"),
            models.CheckConstraint(condition=Q(since__day=1), name="statistics_goal_since_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.since:%Y-%m}: {self.value}"


class RankingWeight(models.Model):
    """How much one part counts in a unit's ranking of its schools; without a row the portal's own weight holds."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+")
    part = models.CharField(_("part"), max_length=40)
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        ordering = ["unit", "part"]
        verbose_name = _("weight of the ranking")
        verbose_name_plural = _("weights of the ranking")
        constraints = [
            models.UniqueConstraint(fields=["unit", "part"], name="statistics_rankingweight_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="statistics_rankingweight_at_most_100"),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.weight}"


class Subscription(models.Model):
    """A commander who is sent a unit's report on the first of each month."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["unit", "user"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [models.UniqueConstraint(fields=["user", "unit"], name="statistics_subscription_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.unit_id}"
