"""The pages of appointments: proposing with what the rules say, each step by role, and what the school evaluates."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from time_machine import travel

from campus_safety.accounts.models import User
from campus_safety.levels import Level
from campus_safety.rules.catalogue import rule
from outreach.actions.evaluations import evaluate_appointment
from outreach.appointment_steps import STEPS, steps_open_to
from outreach.findings import TERM, TRAINING
from outreach.models import Appointment, Evaluation
from outreach.states.appointments import AppointmentState
from schools.models import School
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.counting import nothing_written
from tests.factories import make_school
from tests.factories.appointments import appoint, propose

NEW = "/outreach/appointments/new/"
TODAY = timezone.localdate
ONE_DAY = timedelta(days=1)


def body(officer: User, school: School, **fields: Any) -> dict[str, Any]:
    """What the form of a proposal sends."""
    values = {"starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=730), "trained_hours": 8}
    return {"school": school.pk, "officer": officer.pk} | values | fields


def step_of(appointment: Appointment, key: str) -> str:
    return f"{appointment.get_absolute_url()}steps/{key}/"


def test_an_officer_is_proposed_and_the_principal_issues_the_letter(cast: Cast) -> None:
    answer = signed_in(cast.officer).post(NEW, body(cast.officer, cast.school))
    proposed = Appointment.objects.get()
    assert answer.headers["Location"] == proposed.get_absolute_url()

    signed_in(cast.principal).post(step_of(proposed, "issue"), {"issued_on": TODAY()})

    proposed.refresh_from_db()
    assert (proposed.state, proposed.number) == (AppointmentState.ISSUED, f"{TODAY().year}-0001")
    assert proposed.steps.get(after="issued").by == cast.principal


def test_a_third_school_is_refused_at_the_officer_with_the_article(cast: Cast) -> None:
    propose(cast.officer, make_school(cast.station, level=Level.PRIMARY))
    propose(cast.officer, cast.school)
    client = signed_in(cast.officer)

    with nothing_written():
        answer = client.post(NEW, body(cast.officer, cast.other_school))

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["officer"])
    assert str(rule("vice_principal_schools", TODAY()).article) in answer.context["form"].errors["officer"][0]


def test_what_is_warned_of_is_asked_about_once(cast: Cast) -> None:
    school, client = make_school(cast.station, level=Level.PRIMARY), signed_in(cast.officer)
    sent = body(cast.officer, school, ends_on=TODAY() + timedelta(days=2000), trained_hours=2)

    assert "accepted" not in client.get(NEW).context["form"].fields
    with nothing_written():
        asked = client.post(NEW, sent).context["form"]
    assert [key for key, _words in asked.fields["accepted"].choices] == [TERM, TRAINING]
    client.post(NEW, sent | {"accepted": [TERM, TRAINING]})
    assert Appointment.objects.get().warnings == [TERM, TRAINING]


def test_a_kindergarten_is_advised_and_not_asked(cast: Cast) -> None:
    signed_in(cast.officer).post(NEW, body(cast.officer, cast.school, trained_hours=0))
    made = Appointment.objects.get()
    page = signed_in(cast.officer).get(made.get_absolute_url())
    found = {finding.rule.key: finding.weight for finding in page.context["findings"]}
    assert found == {"vice_principal_training": "advised", "vice_principal_kindergartens": "advised"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"school": ""}, {"school"}),
        ({"officer": ""}, {"officer"}),
        ({"starts_on": "soon"}, {"starts_on"}),
        ({"ends_on": date(2020, 1, 1)}, {"ends_on"}),
        ({"trained_hours": -1}, {"trained_hours"}),
        ({"age": 12}, {"age"}),
        ({"accepted": ["everything"]}, {"accepted"}),
    ],
)
def test_what_cannot_be_is_named_at_its_field(cast: Cast, fields: dict[str, Any], wrong: set[str]) -> None:
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(NEW, body(cast.officer, cast.school) | fields)
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, wrong)


def test_neither_officer_nor_school_of_another_unit_can_be_chosen(cast: Cast) -> None:
    theirs = make_school(cast.other_station)
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(NEW, body(cast.other_officer, theirs))
    assert set(answer.context["form"].errors) == {"school", "officer"}


def test_the_bureau_cannot_mix_units(cast: Cast) -> None:
    client = signed_in(cast.bureau)
    with nothing_written():
        answer = client.post(NEW, body(cast.other_officer, cast.school))
    assert set(answer.context["form"].errors) == {"officer"}


OFFERED = {
    "proposed": {"officer": {"issue", "withdraw"}, "commander": {"issue", "withdraw"}, "principal": {"issue"}},
    "issued": {"officer": {"renew"}, "commander": {"renew", "hand-over", "dismiss"}, "principal": set()},
    "followed": {"officer": set(), "commander": {"dismiss"}, "principal": set()},
    "over": {"officer": {"renew"}, "commander": {"renew"}, "principal": set()},
}


@pytest.mark.parametrize("stand", OFFERED)
def test_each_step_is_offered_where_state_and_role_allow(cast: Cast, stand: str) -> None:
    made = propose(cast.officer, cast.school) if stand == "proposed" else appoint(cast.officer, cast.school)
    if stand == "followed":
        last = made.ends_on + timedelta(days=9)
        propose(cast.officer, cast.school, made.ends_on + ONE_DAY, ends_on=last, follows=made)
    if stand == "over":
        Appointment.objects.update(starts_on=TODAY() - 9 * ONE_DAY, ends_on=TODAY() - ONE_DAY)
    made = Appointment.objects.get(pk=made.pk)

    offered = {role: {step.key for step in steps_open_to(getattr(cast, role), made)} for role in OFFERED[stand]}

    assert offered == OFFERED[stand]
    assert {step.key for step in steps_open_to(cast.auditor, made)} == set()


@pytest.mark.parametrize("key", [step.key for step in STEPS])
def test_a_step_that_does_not_fit_leads_back_and_changes_nothing(cast: Cast, key: str) -> None:
    made = propose(cast.officer, cast.school)
    signed_in(cast.officer).post(step_of(made, "withdraw"), {"text": "另定"})
    client = signed_in(cast.commander)
    with nothing_written():
        answer = client.post(step_of(made, key), {"text": "再试"})
    assert answer.headers["Location"] == made.get_absolute_url()


def test_an_officer_may_not_dismiss(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    client = signed_in(cast.officer)
    with nothing_written():
        answer = client.post(step_of(letter, "dismiss"), {"text": "免职", "ended_on": TODAY()})
    assert answer.status_code == 403


def test_a_renewal_and_a_handover_lead_to_the_next_term(cast: Cast) -> None:
    first, second = appoint(cast.officer, cast.school), appoint(cast.officer, cast.other_school)
    client = signed_in(cast.commander)
    after = {"starts_on": first.ends_on + ONE_DAY, "ends_on": first.ends_on + 500 * ONE_DAY, "trained_hours": 8}
    now = {"starts_on": TODAY() + ONE_DAY, "ends_on": second.ends_on, "trained_hours": 0}

    renewed = client.post(step_of(first, "renew"), after)
    handed_over = client.post(step_of(second, "hand-over"), now | {"officer": cast.colleague.pk, "text": "调离"})

    addresses = [each.followed_by.get_absolute_url() for each in (first, second)]
    assert [renewed.headers["Location"], handed_over.headers["Location"]] == addresses
    assert Appointment.objects.get(follows=second).officer == cast.colleague


def test_what_a_step_does_not_ask_for_is_said_of_its_whole_form(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    School.objects.filter(pk=cast.school.pk).update(is_open=False)
    after = {"starts_on": letter.ends_on + ONE_DAY, "ends_on": letter.ends_on + 500 * ONE_DAY, "trained_hours": 8}

    answer = signed_in(cast.officer).post(step_of(letter, "renew"), after)

    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"__all__"})


def test_who_has_moved_is_shown_and_handed_over_first(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    User.objects.filter(pk=cast.officer.pk).update(unit=cast.other_station)

    page = signed_in(cast.commander).get(letter.get_absolute_url())

    assert (page.context["row"].mark, page.context["main_step"].key) == ("due", "hand-over")
    assert "renew" in {step.key for step in page.context["other_steps"]}


def test_a_principal_sees_the_term_and_not_what_police_weigh(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school, trained_hours=0)
    page = signed_in(cast.principal).get(letter.get_absolute_url())
    assert (page.status_code, page.context["findings"], page.context["for_police"]) == (200, [], False)
    assert page.context["may_evaluate"]


def test_the_pages_by_role(cast: Cast) -> None:
    letter = appoint(cast.officer, cast.school)
    seen = OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}
    assert answers(cast, letter.get_absolute_url()) == seen
    evaluates = dict.fromkeys(seen, 403) | {"principal": 200, "other_officer": 404, "other_principal": 404}
    assert answers(cast, f"{letter.get_absolute_url()}evaluate/") == evaluates


def test_the_principal_evaluates_a_school_year_once(cast: Cast) -> None:
    with travel("2026-11-23T10:00:00+08:00", tick=False):
        letter = appoint(cast.officer, cast.school, date(2025, 3, 1), ends_on=date(2027, 2, 28))
        client, address = signed_in(cast.principal), f"{letter.get_absolute_url()}evaluate/"
        offered = [year for year, _words in client.get(address).context["form"].fields["school_year"].choices]
        client.post(address, {"school_year": 2025, "mark": "excellent"})
        again = client.post(address, {"school_year": 2025, "mark": "good"})

    assert offered == [2026, 2025]
    assert [(each.school_year, each.mark, each.by) for each in Evaluation.objects.all()] == [
        (2025, "excellent", cast.principal)
    ]
    assert (again.status_code, list(again.context["form"].errors)) == (400, ["school_year"])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"school_year": 2027}, "school_year"),
        ({"school_year": 2023}, "school_year"),
        ({"mark": "failed"}, "text"),
        ({"mark": "weak", "text": " "}, "text"),
    ],
)
def test_an_evaluation_that_cannot_be_is_named(cast: Cast, fields: dict[str, Any], wrong: str) -> None:
    with travel("2026-11-23T10:00:00+08:00", tick=False):
        letter = appoint(cast.officer, cast.school, date(2025, 3, 1), ends_on=date(2027, 2, 28))
        values: dict[str, Any] = {"school_year": 2025, "mark": "good"} | fields
        with nothing_written(), pytest.raises(ValidationError) as error:
            evaluate_appointment(by=cast.principal, appointment=letter, **values)
    assert set(error.value.message_dict) == {wrong}
