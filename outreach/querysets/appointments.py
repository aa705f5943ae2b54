"""Reading appointments."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer, is_principal
from outreach.states.appointments import HAS_LETTER, TAKES_A_PLACE, AppointmentState, Standing

if TYPE_CHECKING:
    from outreach.models import Appointment


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; for a principal those at the own school; for others none."""
        if is_officer(user):
            return self.filter(unit_id__in=user.unit_ids)
        if is_principal(user):
            return self.filter(school__principalships__user=user)
        return self.none()

    def with_names(self) -> Self:
        """With what a list or a page says of them by name, and what they follow and are followed by."""
        return self.select_related("unit", "school", "officer", "follows", "followed_by")

    def with_last_day(self) -> Self:
        """With `until`: the last day on which they hold, whether the term ran out or was cut short."""
        return self.annotate(until=Coalesce(F("ended_on"), F("ends_on")))

    def taking_a_place(self, first: date, last: date) -> Self:
        """Those that take one of an officer's places on some day of a span, both days included."""
        holding = self.with_last_day().filter(state__in=TAKES_A_PLACE, until__gte=F("starts_on"))
        return holding.filter(starts_on__lte=last, until__gte=first)

    def in_force(self, on: date) -> Self:
        """Those with a letter whose term covers a day, also if it was cut short afterwards."""
        return self.with_last_day().filter(state__in=HAS_LETTER, starts_on__lte=on, until__gte=on)

    def running_out(self, first: date, last: date) -> Self:
        """Those in force on the first day whose term runs out by the last, and that nothing follows yet."""
        running = self.in_force(first).filter(state=AppointmentState.ISSUED, ends_on__lte=last)
        return running.filter(followed_by=None)

    def left_behind(self, on: date) -> Self:
        """Those in force on a day whose officer is none of the station's any more: to be handed over."""
        has_moved = Q(officer__is_active=False) | ~Q(officer__unit=F("unit"))
        return self.in_force(on).filter(has_moved)

    def standing(self, standing: str, today: date) -> Self:
        """Those that stand so today."""
        if standing in {Standing.PROPOSED, Standing.WITHDRAWN}:
            return self.filter(state=standing)
        if standing == Standing.ACTIVE:
            return self.in_force(today)
        issued = self.with_last_day().filter(state__in=HAS_LETTER)
        if standing == Standing.ISSUED:
            return issued.filter(starts_on__gt=today, until__gte=F("starts_on"))
        return issued.filter(Q(until__lt=today) | Q(until__lt=F("starts_on")))
