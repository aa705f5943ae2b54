"""What patrols count each month: effort from outings, presence from check-ins and duties."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import HOUR, OFFICER, UNIT, hour_of
from campus_safety.statistics.periods import Period
from campus_safety.statistics.registry import Indicator, register, rows_at
from campus_safety.statistics.sources import Source
from patrols.dimensions import KIND, POINT, SCHOOL_OF_POINT, WINDOW
from patrols.models import CheckIn, Duty, Outing, OutingOfficer, VehicleDispatch
from patrols.states import DutyState
from schools.dimensions import SCHOOL


def _sent_out(rows: QuerySet[Any], unit_ids: Collection[int], period: Period) -> QuerySet[Any]:
    return rows.filter(unit_id__in=unit_ids, started_at__gte=period.starts_at, started_at__lt=period.ends_at)


def officers(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Officers of these units on the outings that started in the period; a joint outing's each once."""
    return _sent_out(OutingOfficer.objects.all(), unit_ids, period)


def vehicles(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Vehicles of these units, likewise."""
    return _sent_out(VehicleDispatch.objects.all(), unit_ids, period)


def outings(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """The outings that these units led and that started in the period."""
    return Outing.objects.of_units(unit_ids, period)


def check_ins(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Check-ins at the units' points, captured in the period, but for those that a commander rejected."""
    return CheckIn.objects.of_units(unit_ids, period).standing()


def duties(unit_ids: Collection[int], period: Period, at: datetime) -> QuerySet[Any]:
    """Duties of the period whose window has closed at `at`; cancelled ones are out of the count."""
    return Duty.objects.of_units(unit_ids, period).closed(at)


OFFICERS = Source(
    "patrols.officers",
    officers,
    {"number": Count("pk")},
    [(UNIT, "unit_id"), (KIND, "outing__kind"), (OFFICER, "officer_id")],
)
VEHICLES = Source("patrols.vehicles", vehicles, {"number": Count("pk")}, [(UNIT, "unit_id"), (KIND, "outing__kind")])
VOLUNTEERS = Source("patrols.volunteers", outings, {"number": Sum("volunteers")}, [(UNIT, "unit_id"), (KIND, "kind")])
CHECK_INS = Source(
    "patrols.check_ins",
    check_ins,
    {"number": Count("pk")},
    [(UNIT, "unit_id"), (POINT, "point_id"), (OFFICER, "officer_id"), (HOUR, hour_of("captured_at"))],
    [SCHOOL_OF_POINT],
)
DUTIES = Source(
    "patrols.duties",
    duties,
    {"due": Count("pk"), "done": Count("pk", filter=Q(state=DutyState.DONE))},
    [(UNIT, "unit_id"), (POINT, "point_id"), (WINDOW, "window_id")],
    [SCHOOL_OF_POINT],
)
OF_DUTIES = (UNIT, POINT, SCHOOL, WINDOW)


register(
    Indicator(
        key="officer_person_times",
        label=_("Police officers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=OFFICERS,
        breakdowns=(UNIT, KIND, OFFICER),
        rows=rows_at("patrols:outings"),
        definition=_("The officers of every outing that started in the month; each once an outing, for the own unit."),
        order=10,
    )
)
register(
    Indicator(
        key="vehicle_dispatches",
        label=_("Police vehicles sent out"),
        unit_word=pgettext_lazy("unit word", "dispatches"),
        source=VEHICLES,
        breakdowns=(UNIT, KIND),
        rows=rows_at("patrols:outings", has="vehicles"),
        definition=_("The vehicles of every outing that started in the month; each once an outing, for the own unit."),
        order=20,
    )
)
register(
    Indicator(
        key="volunteer_person_times",
        label=_("Volunteers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=VOLUNTEERS,
        breakdowns=(UNIT, KIND),
        rows=rows_at("patrols:outings", has="volunteers"),
        definition=_("The volunteers of every outing that started in the month, counted for the leading unit."),
        order=30,
    )
)
register(
    Indicator(
        key="check_ins",
        label=_("Check-ins"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=CHECK_INS,
        breakdowns=(UNIT, POINT, SCHOOL, OFFICER, HOUR),
        rows=rows_at("patrols:check_ins"),
        definition=_("The check-ins taken at the unit's points in the month, but for those that a commander rejected."),
        order=40,
    )
)
register(
    Indicator(
        key="duties_due",
        label=_("Duties due"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=DUTIES,
        measure="due",
        breakdowns=OF_DUTIES,
        rows=rows_at("patrols:duties", closed="1"),
        definition=_("The duties of the month whose window has closed; cancelled ones are left out."),
        order=50,
    )
)
register(
    Indicator(
        key="duties_done",
        label=_("Duties done"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=DUTIES,
        measure="done",
        breakdowns=OF_DUTIES,
        rows=rows_at("patrols:duties", closed="1", state=DutyState.DONE.value),
        definition=_("The duties due that were visited within their window."),
        order=60,
    )
)
register(
    Indicator(
        key="visibility_rate",
        label=_("Visibility rate"),
        unit_word="%",
        source=DUTIES,
        measure="done",
        over="due",
        breakdowns=(*OF_DUTIES, (POINT, WINDOW)),
        rows=rows_at("patrols:duties", closed="1"),
        definition=_("Visibility rate = duties done ÷ duties due. A visit after the window does not count."),
        order=70,
    )
)
