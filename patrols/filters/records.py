"""Filters of what was done: outings, check-ins, duties."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit
from campus_safety.accounts.permissions import is_commander
from campus_safety.lists.filters import UNKNOWN, YES_NO, SpanFilterSet, choice_filter, order_filter, unit_filter
from campus_safety.local_days import local_day
from campus_safety.statistics.dimensions import hour_of
from campus_safety.statistics.periods import Period
from patrols.agenda import agenda_of
from patrols.evidence import FLAG_LABELS
from patrols.filters.rows import officer_filter, point_filter, school_filter, schools_filter, vehicle_filter
from patrols.models import CheckIn, CheckInReview, Duty, DutyWindow, Outing
from patrols.states import DutyState

YES = (("1", _("Yes")),)
ACKNOWLEDGED = (("0", _("not acknowledged")), ("1", _("acknowledged")))
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(24)]


class OutingFilter(SpanFilterSet):
    """Outings. A joint one is listed for each unit that takes part: the totals over a list are the figures."""

    span_path = "started_at"
    unit = unit_filter()
    kind = choice_filter(_("Kind"), Outing.Kind.choices)
    topic = choice_filter(_("Topic"), Outing.Topic.choices)
    officer = officer_filter("officers__officer")
    vehicle = vehicle_filter("dispatches__vehicle")
    state = choice_filter(_("State"), (("running", _("Still out")), ("ended", _("Back"))), method="in_state")
    led = choice_filter(_("Led by the unit itself"), YES, method="is_led")
    has = choice_filter(_("With"), (("vehicles", _("Vehicles")), ("volunteers", _("Volunteers"))), method="with_own")
    ordering = order_filter(_("Newest first"), ("started_at", _("Oldest first")), ("-volunteers", _("Most volunteers")))

    class Meta(SpanFilterSet.Meta):
        model = Outing
        fields: list[str] = []

    def of_unit(self, rows: QuerySet[Any], _name: str, _unit: Unit) -> QuerySet[Any]:
        """Led by one of the units, or joined by one."""
        joined = Outing.units.through.objects.filter(unit_id__in=self.unit_ids).values("outing_id")
        return rows.filter(Q(unit_id__in=self.unit_ids) | Q(pk__in=joined))

    def in_state(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Running, or ended."""
        return rows.filter(ended_at__isnull=state == "running")

    def is_led(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Led by the units shown, and not only joined: these are the outings that they count."""
        return rows.filter(unit_id__in=self.unit_ids)

    def with_own(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        """With vehicles of the units shown, or with volunteers of an outing that they led: what these units count."""
        if what == "volunteers":
            return rows.filter(volunteers__gt=0, unit_id__in=self.unit_ids)
        sent = Outing.objects.filter(dispatches__unit_id__in=self.unit_ids).values("pk")
        return rows.filter(pk__in=sent)


class EvidenceFilter(SpanFilterSet):
    """What every list of check-ins is filtered by."""

    span_path = "captured_at"
    unit = unit_filter()
    point = point_filter()
    school = school_filter("point__schools")
    schools = schools_filter()
    officer = officer_filter("officer")
    flag = choice_filter(_("Flag"), [(flag.value, label) for flag, label in FLAG_LABELS.items()], method="with_flag")

    class Meta(SpanFilterSet.Meta):
        model = CheckIn
        fields: list[str] = []

    def with_flag(self, rows: QuerySet[Any], _name: str, flag: str) -> QuerySet[Any]:
        """With this flag. No flag's name is part of another's, so the stored list can be searched as text."""
        as_text: QuerySet[Any] = rows.annotate(flag_list=Cast("flags", TextField()))
        return as_text.filter(flag_list__contains=f'"{flag}"')


class CheckInFilter(EvidenceFilter):
    """Check-ins."""

    hour = choice_filter(_("Hour of the day"), HOURS, method="in_hour")
    method = choice_filter(_("Method"), CheckIn.Method.choices)
    flagged = choice_filter(_("Flagged"), YES_NO, method="is_flagged")
    review = choice_filter(
        _("Review"), (("none", _("not reviewed")), *CheckInReview.Outcome.choices), method="is_reviewed"
    )
    ordering = order_filter(_("Newest first"), ("captured_at", _("Oldest first")), ("-distance_m", _("Farthest first")))

    def in_hour(self, rows: QuerySet[Any], _name: str, hour: str) -> QuerySet[Any]:
        """Captured in this hour of the day, in Asia/Shanghai."""
        found: QuerySet[Any] = rows.alias(hour=hour_of("captured_at")).filter(hour=int(hour))
        return found

    def is_flagged(self, rows: QuerySet[Any], _name: str, flagged: str) -> QuerySet[Any]:
        """With any flag, or with none."""
        return rows.exclude(flags=[]) if flagged == "1" else rows.filter(flags=[])

    def is_reviewed(self, rows: QuerySet[Any], _name: str, outcome: str) -> QuerySet[Any]:
        """Accepted, rejected, or without a review."""
        return rows.filter(review=None) if outcome == "none" else rows.filter(review__outcome=outcome)


class DutyFilter(SpanFilterSet):
    """Duties, by the day they are on."""

    span_path = "on"
    unit = unit_filter()
    point = point_filter()
    school = school_filter("point__schools")
    schools = schools_filter()
    occasion = choice_filter(_("Occasion"), DutyWindow.Occasion.choices, field_name="window__occasion")
    closed = choice_filter(_("Window over"), YES, method="is_closed")
    done = choice_filter(_("Done in the window"), YES_NO, method="is_done")
    late = choice_filter(_("Late now"), YES, method="is_late")
    acknowledged = choice_filter(_("Missed"), ACKNOWLEDGED, method="is_acknowledged")
    ordering = order_filter(_("Newest first"), ("starts_at", _("Oldest first")), ("point__code", _("By point")))
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=DutyState.choices,
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN | {"invalid_list": _("There is none such.")},
    )

    class Meta(SpanFilterSet.Meta):
        model = Duty
        fields: list[str] = []

    def since(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """On the day or later."""
        return rows.filter(on__gte=day)

    def until(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """On the day or earlier."""
        return rows.filter(on__lte=day)

    def is_done(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Visited within the window, or not."""
        return rows.filter(state=DutyState.DONE) if value == "1" else rows.exclude(state=DutyState.DONE)

    def is_late(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Those of today that somebody must still go to, as the desk and the list of today have them."""
        now = timezone.now()
        today = Period(local_day(now), local_day(now))
        agenda = agenda_of(Duty.objects.of_units(self.unit_ids, today).select_related("point"), now)
        return rows.filter(pk__in=[item.duty.pk for item in agenda.late])

    @property
    def acknowledge_url(self) -> str:
        """Where a commander takes note of what the list of one day shows as missed; "" if nothing of it waits."""
        asked = self.form.cleaned_data if self.is_valid() else {}
        day, unit = asked.get("from"), asked.get("unit")
        if not is_commander(self.user) or day is None or day != asked["to"] or not self.qs.unacknowledged().exists():
            return ""
        query = {"on": day.isoformat()} | ({"unit": unit.code} if unit else {})
        return f"{reverse('patrols:duties_acknowledge')}?{urlencode(query)}"

    def is_acknowledged(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """Missed, and a commander has taken note of it, or none has."""
        found: QuerySet[Any] = rows.filter(state=DutyState.MISSED, acknowledged_at__isnull=value == "0")
        return found

    def is_closed(self, rows: Any, _name: str, _value: str) -> QuerySet[Any]:
        """Those that count: the window is over, and not cancelled."""
        closed: QuerySet[Any] = rows.closed(timezone.now())
        return closed
