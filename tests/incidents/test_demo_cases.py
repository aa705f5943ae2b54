"""The cases of the demonstration: the two of the story as exact as it tells them, and the invented ones."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import transaction
from django.test import Client

from campus_safety.accounts.models import Unit, User
from campus_safety.local_days import local_day
from campus_safety.notices.models import Notice
from campus_safety.statistics.models import Figure, Report
from incidents.demo.filling import fill_cases
from incidents.models import Case, CaseAction, CasePerson, CaseStep, NoteReceipt, PropertyItem
from incidents.states import CaseState, case_may_become
from patrols.demo.loading import load_demo
from schools.models import School
from tests.patrols.conftest import few_days
from tests.patrols.demonstration import NOW, PASSWORD, SEED
from tests.schools.demo.conftest import ground

__all__ = ["few_days", "ground"]


def fill() -> int:
    """Fill the cases; how many moments that makes."""
    with time_machine.travel(NOW, tick=False):
        return len(list(fill_cases(SEED, NOW)))


@pytest.fixture
def filled(ground: None) -> None:
    """The cases, as they were filled."""
    fill()


def story() -> list[Case]:
    """The two cases of 2018."""
    return list(Case.objects.filter(year=2018).order_by("serial"))


def test_the_first_theft_is_as_exact_as_the_story(filled: None) -> None:
    phone = story()[0]

    assert (local_day(phone.occurred_from), local_day(phone.occurred_until)) == (date(2018, 2, 21), date(2018, 2, 28))
    assert f"{phone.occurred_from:%H:%M %Z}" == "02:00 UTC"  # ten o'clock in Chongqing
    assert (phone.is_off_campus, phone.school, phone.latitude) == (True, None, None)
    assert "俊逸新视界广场" in phone.place
    assert "具体日期及园名原始材料未载明" in phone.facts
    assert [item.category for item in phone.items.all()] == ["phone"]


def test_the_second_theft_is_as_exact_as_the_story(filled: None) -> None:
    cash = story()[1]

    assert (local_day(cash.occurred_from), local_day(cash.occurred_until)) == (date(2018, 4, 11), date(2018, 4, 20))
    assert cash.school == School.objects.get(name="青石坪中学")
    assert "校名原始材料未载明" in cash.facts
    assert [(item.category, 1000 < item.value_cny < 10_000) for item in cash.items.all()] == [("cash", True)]


def test_both_thefts_are_solved_by_the_same_work_and_say_so(filled: None) -> None:
    work = {
        action.kind: (action.hours, [case.number for case in action.cases.order_by("serial")])
        for action in CaseAction.objects.filter(cases__year=2018).distinct()
    }
    both = ["2018-0001", "2018-0002"]

    assert work == {
        "video_review": (Decimal(40), both),
        "stakeout": (Decimal(48), both),
        "arrest": (Decimal(0), both),
        "property_returned": (Decimal(0), both),
    }
    assert [case.state for case in story()] == [CaseState.SOLVED] * 2
    assert all("未写明抓获对应哪一起" in case.steps.get(after=CaseState.SOLVED).text for case in story())
    assert not PropertyItem.objects.filter(case__year=2018, returned_on=None).exists()
    assert not CasePerson.objects.exists()


def test_every_case_went_through_steps_that_may_follow(filled: None) -> None:
    for case in Case.objects.prefetch_related("steps"):
        steps = list(case.steps.all())
        assert [step.before for step in steps] == ["", *(step.after for step in steps[:-1])], case
        assert all(case_may_become(step.before, step.after) for step in steps[1:]), case
        assert (steps[0].at, steps[-1].after) == (case.reported_at, case.state), case


def test_invented_cases_say_so_and_show_every_kind_of_end(filled: None) -> None:
    invented = Case.objects.exclude(year=2018)

    assert all("演示" in case.facts for case in invented)
    assert {case.state for case in invented} == {*CaseState} - {CaseState.ACCEPTED}
    assert all(local_day(case.reported_at) < local_day(NOW) for case in invented)
    assert not CaseAction.objects.exclude(ended_at__lte=NOW).exists()


def test_the_officer_has_a_deadline_near_and_the_principal_an_undecided_report(filled: None) -> None:
    officer, principal = User.objects.get(username="officer"), User.objects.get(username="principal")
    today = local_day(NOW)

    near = Case.objects.due_by(today + timedelta(days=3))
    report = Case.objects.get(state=CaseState.REPORTED)

    assert [(case.lead, case.due_on) for case in near] == [(officer, today + timedelta(days=2))]
    assert (report.entered_by, report.school, report.way) == (principal, principal.principalship.school, "principal")
    assert Notice.objects.filter(kind="incidents.reported", recipient__username="commander").exists()
    unread = NoteReceipt.objects.filter(read_at=None)
    assert unread.visible_to(principal).count() == 1


def test_the_trail_tells_of_the_cases_and_of_nothing_secret(filled: None) -> None:
    rows = LogEntry.objects.filter(content_type__app_label="incidents")
    written = "".join(str(row.changes) for row in rows)

    assert rows.filter(action=LogEntry.Action.CREATE, content_type__model="case").count() == Case.objects.count()
    assert [secret for secret in ("舞台", "广场", "电瓶", "公交站") if secret in written] == []


def test_fill_cases_again_changes_nothing(filled: None) -> None:
    before = rows()

    assert fill() == 0
    assert rows() == before


def test_fill_cases_makes_the_same_rows_in_two_empty_databases(ground: None) -> None:
    made = []
    for _database in range(2):
        with transaction.atomic():
            fill()
            made.append(rows())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert made[0]["Case"] == 10


def rows() -> Counter[str]:
    """How many rows there are of each kind, and what each step says."""
    counts = Counter({model.__name__: model._default_manager.count() for model in (Case, CaseAction, PropertyItem)})
    return counts + Counter(f"{step.case} {step} {step.at} {step.text}" for step in CaseStep.objects.all())


def test_fill_cases_invents_nothing_where_people_keep_cases(filled: None) -> None:
    Case.objects.filter(year=2018).update(year=2017)

    with time_machine.travel(NOW, tick=False):
        assert list(fill_cases(SEED + 1, NOW)) == []


def test_fill_cases_leaves_out_a_school_that_people_have_renamed(ground: None) -> None:
    School.objects.filter(name="南苑幼儿园").update(name="改名的幼儿园")

    fill()

    assert not Case.objects.filter(school__name="改名的幼儿园").exists()
    assert Case.objects.filter(school__name="启明幼儿园").exists()


def test_load_demo_compiles_the_months_of_the_story(few_days: None, db: None) -> None:
    with time_machine.travel(NOW, tick=False):
        loaded = load_demo(seed=SEED, password=PASSWORD, now=NOW)

    assert loaded.months[:3] == ["2018-02", "2018-04", "2018-05"]
    assert set(Report.objects.filter(first_day__year=2018).values_list("unit__code", flat=True)) == {"SPQ", "JLP"}
    april = Figure.objects.filter(report__unit=Unit.objects.get(code="SPQ"), report__first_day=date(2018, 4, 1))
    assert {figure.key: figure.value for figure in april if figure.key.startswith(("inc", "prop", "vid", "sta"))} == {
        "incidents_reported": 1,
        "incidents_solved": 2,
        "property_lost_cny": 3000,
        "property_recovered_cny": 3000,
        "video_hours": 40,
        "stakeout_hours": 48,
    }


@pytest.mark.parametrize("path", ["", "actions/", "property/", "map/", "notes/"])
def test_the_pages_of_the_demonstration_are_not_empty(filled: None, client: Client, path: str) -> None:
    client.force_login(User.objects.get(username="commander"))

    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"/incidents/{path}")

    assert answer.status_code == 200
    assert "演示" in answer.content.decode() or "2018-0001" in answer.content.decode()
