"""What patrols count each month: effort from outings, presence from check-ins and duties."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.statistics.dimensions import HOUR, OFFICER, UNIT
from campus_safety.statistics.registry import Indicator, register, rows_at
from patrols.dimensions import KIND, POINT, SCHOOLS, VEHICLE, WINDOW
from patrols.sources import CHECK_INS, DUTIES, OFFICERS, OUTINGS, VEHICLES
from patrols.states import DutyState

OF_DUTIES = (UNIT, POINT, SCHOOLS, WINDOW)


register(
    Indicator(
        key="outings",
        label=_("Outings"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=OUTINGS,
        breakdowns=(UNIT, KIND),
        rows=rows_at("patrols:outings", led="1"),
        definition=_("The outings that started in the period, each counted for the unit that led it."),
        order=5,
    )
)
register(
    Indicator(
        key="officer_person_times",
        label=_("Police officers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=OFFICERS,
        breakdowns=(UNIT, KIND, OFFICER),
        rows=rows_at("patrols:outings"),
        definition=_("The officers of every outing that started in the period; each once an outing, for the own unit."),
        order=10,
    )
)
register(
    Indicator(
        key="vehicle_dispatches",
        label=_("Police vehicles sent out"),
        unit_word=pgettext_lazy("unit word", "dispatches"),
        source=VEHICLES,
        breakdowns=(UNIT, KIND, VEHICLE),
        rows=rows_at("patrols:outings", has="vehicles"),
        definition=_("The vehicles of every outing that started in the period; each once an outing, for the own unit."),
        order=20,
    )
)
register(
    Indicator(
        key="volunteer_person_times",
        label=_("Volunteers"),
        unit_word=pgettext_lazy("unit word", "person-times"),
        source=OUTINGS,
        measure="volunteers",
        breakdowns=(UNIT, KIND),
        rows=rows_at("patrols:outings", has="volunteers"),
        definition=_("The volunteers of every outing that started in the period, counted for the leading unit."),
        order=30,
    )
)
register(
    Indicator(
        key="check_ins",
        label=_("Check-ins"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=CHECK_INS,
        breakdowns=(UNIT, POINT, SCHOOLS, OFFICER, HOUR, (SCHOOLS, HOUR)),
        rows=rows_at("patrols:check_ins"),
        definition=_(
            "The check-ins taken at the unit's points in the period, but for those that a commander rejected."
        ),
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
        definition=_("The duties of the period whose window has closed; cancelled ones are left out."),
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
        key="duties_missed",
        label=_("Duties not done"),
        unit_word=pgettext_lazy("unit word", "times"),
        source=DUTIES,
        measure="not_done",
        breakdowns=OF_DUTIES,
        rows=rows_at("patrols:duties", closed="1", done="0"),
        definition=_("The duties due that nobody visited within their window: those missed, and those visited late."),
        order=65,
        fewer_is_better=True,
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
