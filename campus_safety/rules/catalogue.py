"""The rules themselves. Sources are cited as their publisher names them."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campus_safety.rules.rule import KINDERGARTENS, PRIMARY_AND_MIDDLE, SCHOOLS, Rule, rule_on

GB_2012 = _("GB/T 29315-2012, safety precautions of schools and kindergartens")
GB_2022 = _("GB/T 29315-2022, safety precautions of schools and kindergartens")
FOUR = _("the four 100 % of campus safety, Ministry of Education and Ministry of Public Security")
DRILLS = _("Guide to evacuation drills of schools and kindergartens, 教基一厅〔2014〕2号")
MINORS = _("Law on the Protection of Minors, as revised in 2020")
PERSONAL_DATA = _("Personal Information Protection Law")
INTERNET_CAFES = _("Regulations on the places of business of internet access services")
ORDER_52 = _("Order 52 of the Ministry of Education, legal vice-principals")
EIGHT_MEASURES = _("Eight measures of the Ministry of Public Security for order in and around schools")
SHANGHAI = _("Rules of Shanghai on legal vice-principals, taken as practice")
PRACTICE = _("practice of the station")
GATE_DUTY = _("duty at the gate, local practice of Benxi and Xining")

GB_2022_FROM = date(2022, 6, 1)
GB_2012_UNTIL = date(2022, 5, 31)
EIGHT_MEASURES_FROM = date(2005, 6, 16)
ORDER_52_FROM = date(2022, 5, 1)
_DAYS = pgettext_lazy("unit word", "days")
_METRES = pgettext_lazy("unit word", "m")
_GUARDS = pgettext_lazy("unit word", "guards")
_ROUNDS = pgettext_lazy("unit word", "rounds")
_MINUTES = pgettext_lazy("unit word", "min")
_PEOPLE = pgettext_lazy("unit word", "people")
_SCHOOLS = pgettext_lazy("unit word", "schools")
_HOURS = pgettext_lazy("unit word", "hours")
_CLASS_HOURS = pgettext_lazy("unit word", "class hours")
_VISITS = pgettext_lazy("unit word", "visits")
_YEARS = pgettext_lazy("unit word", "years")
_TERMS = pgettext_lazy("unit word", "terms of office")
_TIMES = pgettext_lazy("unit word", "times")

RULES = (
    Rule(key="guards_small", title=_("Guards of a school with fewer than 100 pupils"), value=1, unit=_GUARDS,
         source=GB_2022, in_force_from=GB_2022_FROM),
    Rule(key="guards_medium", title=_("Guards of a school with 100 to 999 pupils"), value=2, unit=_GUARDS,
         source=GB_2022, in_force_from=GB_2022_FROM, is_checked=False),
    Rule(key="guards_large", title=_("Guards of a school with 1,000 pupils; one more for each further 500"), value=3,
         unit=_GUARDS, source=GB_2022, in_force_from=GB_2022_FROM),
    Rule(key="rounds", title=_("Rounds inside the school, a day"), value=5, unit=_ROUNDS, source=GB_2022,
         in_force_from=GB_2022_FROM),
    Rule(key="video_kept", title=_("Video is kept"), value=30, unit=_DAYS, source=GB_2012,
         in_force_until=GB_2012_UNTIL),
    Rule(key="video_kept", title=_("Video is kept"), value=30, unit=_DAYS, source=GB_2022, in_force_from=GB_2022_FROM,
         is_checked=False),
    Rule(key="drill_every_schools", title=_("Evacuation drill at schools: once a month"), value=31, unit=_DAYS,
         binds=SCHOOLS, source=DRILLS, in_force_from=date(2014, 2, 22)),
    Rule(key="drill_every_kindergartens", title=_("Evacuation drill at kindergartens: once a quarter"), value=92,
         unit=_DAYS, binds=KINDERGARTENS, source=DRILLS, in_force_from=date(2014, 2, 22)),
    Rule(key="drill_school_days", title=_("A month or quarter asks for a drill if it has school days, at least"),
         value=10, unit=_DAYS, source=PRACTICE, is_checked=False),
    Rule(key="evacuation", title=_("Evacuation in buildings of up to four floors, in principle within"), value=2,
         unit=_MINUTES, source=DRILLS, in_force_from=date(2014, 2, 22)),
    Rule(key="internet_cafe_distance", title=_("No internet café within"), value=200, unit=_METRES,
         binds=PRIMARY_AND_MIDDLE, source=INTERNET_CAFES, article=_("art. 9"), in_force_from=date(2002, 11, 15)),
    Rule(key="entertainment_near", title=_("No entertainment venue or bar near a school; taken as within"), value=200,
         unit=_METRES, source=MINORS, article=_("art. 58"), in_force_from=date(2021, 6, 1), is_checked=False),
    Rule(key="outlet_near", title=_("No tobacco, alcohol or lottery outlet near a school; taken as within"), value=200,
         unit=_METRES, source=MINORS, article=_("art. 59"), in_force_from=date(2021, 6, 1), is_checked=False),
    Rule(key="consent_age", title=_("Who is younger gives personal data only with a guardian's consent"), value=14,
         unit=_YEARS, source=PERSONAL_DATA, article=_("art. 31"), in_force_from=date(2021, 11, 1)),
    Rule(key="sheet_four_every", title=_("The four 100 % are looked at again after"), value=31, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="sheet_every", title=_("Every other item of the sheet is looked at again after"), value=92, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="premises_every", title=_("Premises round a school are looked at again after"), value=92, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="document_warning", title=_("A document that runs out is warned of before"), value=60, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="opinion_answer_days", title=_("An opinion of a school is answered within"), value=7, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="gate_before_arrival", title=_("Police at the gate before school begins, from"), value=30, unit=_MINUTES,
         source=GATE_DUTY),
    Rule(key="gate_after_dismissal", title=_("Police at the gate after dismissal, for"), value=30, unit=_MINUTES,
         source=GATE_DUTY),
    Rule(key="gate_margin", title=_("Come so much earlier and leave so much later"), value=5, unit=_MINUTES,
         source=GATE_DUTY),
    Rule(key="remind_before", title=_("Who is on duty is reminded before the window"), value=15, unit=_MINUTES,
         source=PRACTICE, is_checked=False),
    Rule(key="warn_before_end", title=_("A point that nobody has visited is warned of before the window ends"),
         value=10, unit=_MINUTES, source=PRACTICE, is_checked=False),
    Rule(key="cover_before", title=_("Police are at an event before it begins, from"), value=30, unit=_MINUTES,
         source=PRACTICE, is_checked=False),
    Rule(key="cover_after", title=_("Police stay after the end of an event, for"), value=15, unit=_MINUTES,
         source=PRACTICE, is_checked=False),
    Rule(key="term_start", title=_("Days that count as the start of a term"), value=5, unit=_DAYS, source=PRACTICE,
         is_checked=False),
    Rule(key="pause", title=_("Days without school in a row that count as a break"), value=3, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="vice_principal_visits", title=_("The legal vice-principal is at the school, a month"), value=2,
         unit=_VISITS, source=EIGHT_MEASURES, article=_("measure 4"), in_force_from=EIGHT_MEASURES_FROM),
    Rule(key="vice_principal_least", title=_("Legal vice-principals of a school, at least"), value=1, unit=_PEOPLE,
         binds=SCHOOLS, source=ORDER_52, article=_("art. 7"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_most", title=_("Legal vice-principals of a school, at most"), value=5, unit=_PEOPLE,
         binds=SCHOOLS, source=ORDER_52, article=_("art. 7"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_schools", title=_("Schools that one legal vice-principal serves, at most"), value=2,
         unit=_SCHOOLS, binds=SCHOOLS, source=ORDER_52, article=_("art. 7"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_class_hours", title=_("Class hours at each school, a school year"), value=4,
         unit=_CLASS_HOURS, binds=SCHOOLS, source=ORDER_52, article=_("art. 5"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_age", title=_("Age of a retired legal vice-principal, at most"), value=65, unit=_YEARS,
         binds=SCHOOLS, source=ORDER_52, article=_("art. 6"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_retired_terms", title=_("Terms of a retired legal vice-principal, at most"), value=1,
         unit=_TERMS, binds=SCHOOLS, source=ORDER_52, article=_("art. 6"), in_force_from=ORDER_52_FROM),
    Rule(key="vice_principal_kindergartens", title=_("Kindergartens follow the order by reference: a guide"),
         binds=KINDERGARTENS, source=ORDER_52, article=_("closing articles"), in_force_from=ORDER_52_FROM,
         is_checked=False),
    Rule(key="vice_principal_term", title=_("Term of a legal vice-principal, at most"), value=3, unit=_YEARS,
         binds=SCHOOLS, source=SHANGHAI, is_checked=False),
    Rule(key="vice_principal_training", title=_("Training of a legal vice-principal before, at least"), value=8,
         unit=_HOURS, binds=SCHOOLS, source=SHANGHAI, is_checked=False),
    Rule(key="vice_principal_evaluation", title=_("The school evaluates its legal vice-principal, a school year"),
         value=1, unit=_TIMES, source=ORDER_52, in_force_from=ORDER_52_FROM, is_checked=False),
    Rule(key="appointment_warning", title=_("An appointment that runs out is warned of before"), value=60, unit=_DAYS,
         source=PRACTICE, is_checked=False),
    Rule(key="appointment_last_warning", title=_("An appointment that runs out is warned of again before"), value=30,
         unit=_DAYS, source=PRACTICE, is_checked=False),
)  # fmt: skip


def rule(key: str, on: date) -> Rule:
    """The rule called `key` that is in force on a day. Raises LookupError if there is none."""
    return rule_on(RULES, key, on)


def guards_needed(pupils: int, on: date) -> Rule:
    """How many guards a school without boarders needs (GB/T 29315-2022): 1, 2, or 3 and one for each further 500.

    Raises LookupError before that standard was in force.
    """
    if pupils < 100:
        return rule("guards_small", on)
    if pupils < 1000:
        return rule("guards_medium", on)
    large = rule("guards_large", on)
    return replace(large, value=(large.value or 0) + (pupils - 1000) // 500)
