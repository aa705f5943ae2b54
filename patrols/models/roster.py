"""The roster: who is on duty in which window on which day, who steps in, and swaps."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.wording import relisted
from patrols.models.windows import DutyWindow
from patrols.querysets import RosterEntryQuerySet, StandbyQuerySet, SwapQuerySet, TeamQuerySet
from patrols.states import SwapState


class Team(models.Model):
    """Officers who go on duty together (勤务班组)."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=60)
    members = models.ManyToManyField(User, verbose_name=_("officers"), related_name="teams", blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit", "name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="patrols_team_unit_name")]

    def __str__(self) -> str:
        return self.name


class RosterEntry(models.Model):
    """An officer, or a team, on duty in a window on a day (排班). It stands whether or not the duty is made yet."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="roster")
    window = models.ForeignKey(
        DutyWindow, verbose_name=_("duty window"), on_delete=models.CASCADE, related_name="roster"
    )
    on = models.DateField(_("date"))
    officer = models.ForeignKey(
        User, verbose_name=_("officer"), null=True, blank=True, on_delete=models.PROTECT, related_name="roster"
    )
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT, related_name="roster"
    )
    # The swap in which it was offered last, on either side: so no two open ones can be about it.
    swap = models.ForeignKey(
        "patrols.Swap", verbose_name=_("swap"), null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="entries",
    )  # fmt: skip

    objects: ClassVar[RosterEntryQuerySet] = RosterEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on", "window", "pk"]
        verbose_name = _("roster entry")
        verbose_name_plural = _("roster entries")
        constraints = [
            models.UniqueConstraint(fields=["window", "on", "officer"], name="patrols_rosterentry_officer_once"),
            models.UniqueConstraint(fields=["window", "on", "team"], name="patrols_rosterentry_team_once"),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=False, team__isnull=True)
                | models.Q(officer__isnull=True, team__isnull=False),
                name="patrols_rosterentry_officer_or_team",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "on"], name="patrols_rosterentry_week"),
            models.Index(fields=["officer", "on"], name="patrols_rosterentry_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.window} {self.officer or self.team}"


class Standby(models.Model):
    """The named substitute of a unit for a day (备勤): to whom a missed duty is handed over."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="standbys")
    on = models.DateField(_("date"))
    officer = models.ForeignKey(User, verbose_name=_("officer"), on_delete=models.PROTECT, related_name="standbys")

    objects: ClassVar[StandbyQuerySet] = StandbyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["on"]
        verbose_name = _("substitute")
        verbose_name_plural = _("substitutes")
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="patrols_standby_once")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.officer}"


class Swap(models.Model):
    """One officer asks another to take over a round, in return for one of the other's or for nothing (换班).

    A round are entries of one officer, on one day, at the same times. Nothing changes hands before the other consents.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="swaps")
    # What the two rounds were: day, times and codes of points, the same in every language.
    given = models.CharField(_("given"), max_length=500)
    taken = models.CharField(_("taken in return"), max_length=500, blank=True)
    asked_by = models.ForeignKey(User, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(User, verbose_name=_("asked of"), on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    # When the first of its rounds begins: from then on it cannot be accepted.
    lapses_at = models.DateTimeField(_("can be answered until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects: ClassVar[SwapQuerySet] = SwapQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", answered_at__isnull=True)
                | ~models.Q(state="asked") & models.Q(answered_at__isnull=False),
                name="patrols_swap_answered",
            ),
            models.CheckConstraint(condition=~models.Q(asked_by=models.F("asked_of")), name="patrols_swap_of_another"),
            models.CheckConstraint(
                condition=models.Q(lapses_at__gt=models.F("asked_at")), name="patrols_swap_asked_in_time"
            ),
        ]

    def __str__(self) -> str:
        return self.given

    def get_absolute_url(self) -> str:
        """The swap's page."""
        return reverse("patrols:swap", args=[self.pk])

    @property
    def given_in_words(self) -> str:
        """The round that is given, in the reader's language."""
        return relisted(self.given)

    @property
    def taken_in_words(self) -> str:
        """The round that is taken in return, in the reader's language; "" for none."""
        return relisted(self.taken)

    def is_waiting(self, at: datetime) -> bool:
        """Whether it still waits for its answer at a moment."""
        return self.state == SwapState.ASKED and at < self.lapses_at
