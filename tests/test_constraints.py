"""What is always true of one row is held by the database itself: every check, tried by a row that breaks it."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from campus_safety.calendars.models import Span
from campus_safety.statistics.models import Goal, RankingWeight, Report
from outreach.actions.tips import write_again
from patrols.models import (
    DutyRun,
)
from schools.actions.photos import keep_photos
from tests.breaking import BROKEN, NOON
from tests.cast import Cast, assemble_cast
from tests.factories import make_check_in, make_duty, make_outing, make_window
from tests.factories.activities import make_activity
from tests.factories.appointments import appoint
from tests.factories.calendars import make_day, make_known_year, make_school_day, make_span
from tests.factories.calls import make_call
from tests.factories.cases import make_action, make_case, make_item, make_note, make_person
from tests.factories.covers import make_cover
from tests.factories.evidence import make_review
from tests.factories.feedback import form_of, make_answers, make_round
from tests.factories.history import make_imported_period
from tests.factories.notices import make_approved_host, make_channel, make_delivery, make_message, make_quiet_hours
from tests.factories.opinions import make_dispute, make_opinion
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice, photo
from tests.factories.roster import make_entry, make_swap
from tests.factories.schools import make_premises
from tests.factories.tips import make_tip
from tests.uploads.pictures import make_stored_picture

OWN = (
    "accounts", "audit", "jobs", "uploads", "calendars", "notices", "statistics", "schools", "patrols", "incidents",
    "outreach",
)  # fmt: skip


@pytest.fixture(scope="module")
def cast(module_rows: None) -> Cast:
    """The cast, written once for all rows."""
    return assemble_cast()


@pytest.fixture(scope="module")
def rows(cast: Cast) -> Cast:
    """A row of everything that has a constraint."""
    duty = make_duty(make_window(cast.point), date(2026, 11, 23))
    outing = make_outing(cast.officer, started_at=NOON, ended_at=NOON)
    check_in = make_check_in(cast.officer, cast.point, NOON, outing=outing, duty=duty, duty_state="open")
    make_review(cast.commander, check_in, NOON, "accepted", "")
    make_swap(make_entry(duty.window, duty.on, cast.officer), cast.colleague)
    Report.objects.create(unit=cast.station, first_day=date(2026, 11, 1), last_day=date(2026, 11, 30), compiled_at=NOON)
    make_imported_period(cast.station)
    Goal.objects.create(unit=cast.station, key="check_ins", since=date(2026, 11, 1), value=100)
    RankingWeight.objects.create(unit=cast.station, part="hazards_open", weight=100)
    make_stored_picture(cast.officer)
    make_inspection(cast.officer, cast.school)
    case = make_case(cast.officer, cast.school, "investigating")
    make_action(cast.officer, case)
    make_item(cast.officer, case)
    make_person(cast.officer, case)
    make_note(cast.officer, cast.school)
    hazard = make_hazard(cast.officer, cast.school)
    make_notice(cast.officer, hazard)
    make_premises(cast.station)
    DutyRun.objects.create(
        first_day=NOON.date(), last_day=NOON.date(), made_at=NOON, points=1, made=1, changed=0, taken_back=0
    )
    make_answers(
        form_of(make_round(cast.officer, cast.school, first_day=NOON.date(), last_day=NOON.date()), cast.school), 5
    )
    write_again(tip=make_tip(cast.station), text="又看到一次")
    appoint(cast.officer, cast.school)
    make_opinion(cast.officer, cast.school)
    make_cover(cast.principal, cast.school)
    make_dispute(cast.officer, cast.school)
    make_call(cast.officer)
    make_document(cast.officer, cast.school)
    make_span(cast.station, Span.Kind.TERM, date(2026, 9, 1), date(2027, 1, 20))
    make_day(cast.station, date(2026, 11, 23))
    make_known_year(cast.administrator)
    make_school_day(cast.officer, cast.school, date(2026, 11, 23))
    make_message(cast.officer, NOON)
    make_quiet_hours(cast.officer)
    make_delivery(make_channel(cast.officer, NOON), NOON)
    make_approved_host("mail", "mail.example.org", NOON)
    make_activity(cast.officer, cast.school)
    keep_photos(by=cast.officer, shown=hazard.steps.get(), photos=[photo()], at=NOON)
    return cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change"), [(name, change) for name, (_model, changes) in BROKEN.items() for change in changes], ids=str
)
def test_the_database_refuses_what_cannot_be_true(rows: Cast, name: str, change: dict[str, Any]) -> None:
    model = BROKEN[name][0]
    pk = model._default_manager.values_list("pk", flat=True)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=pk).update(**change)


def test_every_check_is_tried() -> None:
    checks = {
        constraint.name
        for label in OWN
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }
    assert set(BROKEN) == checks
