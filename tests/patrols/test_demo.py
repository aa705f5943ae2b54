"""What the demonstration data guarantees (`load_demo`)."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from campus_safety.accounts.demonstration import ACCOUNTS
from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from campus_safety.local_days import midnight
from campus_safety.notices.models import Notice
from campus_safety.statistics.counting import count_all
from campus_safety.statistics.models import ImportedFigure, Report, StaleMonth
from incidents.models import Case
from patrols.actions import cancel_duty, take_steps
from patrols.demo.inboxes import A_DAY, REACH
from patrols.models import Duty, Outing, OutingOfficer, PatrolPoint
from patrols.notice_kinds import MISSED, REMINDER
from patrols.states import DutyState
from schools.models import School
from tests.factories import at
from tests.patrols.demonstration import NOW, PASSWORD, SEED, load, load_few_days, rows

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def few_days() -> Iterator[None]:
    """Every day that these tests load, now or later, is one of few."""
    with pytest.MonkeyPatch.context() as patch:
        load_few_days(patch)
        yield


@pytest.fixture(scope="module")
def loaded(few_days: None, module_rows: None) -> datetime:
    """The demonstration data of these days, loaded once; when that was."""
    return load(NOW)


def test_load_demo_makes_the_station_its_points_and_its_schools(loaded: datetime) -> None:
    station = Unit.objects.get(code="SPQ")
    published = PatrolPoint.objects.public(date(2026, 10, 9))
    kindergartens = School.objects.filter(levels__level=Level.KINDERGARTEN)

    assert (station.name, station.hotline, len(station.outline)) == ("石坪桥派出所", "68823318", 19)
    assert [point.code for point in published] == [f"SPQ-{number:02d}" for number in range(1, 35)]
    assert all(point.signs.count() == 1 and point.schools.exists() for point in published)
    assert kindergartens.count() == 14
    assert kindergartens.filter(is_private=True).count() > 7
    assert {"三峡幼儿园", "金色阳光幼儿园", "隆鑫大地幼儿园"} <= set(kindergartens.values_list("name", flat=True))
    for level in (Level.PRIMARY, Level.MIDDLE, Level.VOCATIONAL):
        assert School.objects.filter(unit=station, levels__level=level).exists()


def test_load_demo_makes_accounts_that_can_sign_in(loaded: datetime, client: Client) -> None:
    for account in ACCOUNTS:
        response = client.post("/sign-in/", {"username": account.username, "password": PASSWORD})
        assert response.status_code == 302, account
        client.logout()
    headed = {user.username: user.principalship.school.name for user in User.objects.exclude(principalship=None)}
    assert headed == {"principal": "三峡幼儿园", "principal2": "金色阳光幼儿园"}
    assert User.objects.get(username="officer").unit != User.objects.get(username="officer2").unit


def test_load_demo_serves_nearly_every_point_and_today_too(loaded: datetime) -> None:
    due = Duty.objects.closed(loaded)
    share = due.filter(state=DutyState.DONE).count() / due.count()

    assert 0.9 < share < 0.98
    assert due.filter(on=date(2026, 10, 9), state=DutyState.DONE).count() > 30
    assert {DutyState.LATE, DutyState.MISSED} <= set(due.values_list("state", flat=True))


def test_load_demo_fills_the_inboxes_of_who_was_told(loaded: datetime) -> None:
    closed = Duty.objects.filter(closed_at__gt=loaded - REACH)
    missed = closed.filter(state=DutyState.MISSED) | closed.filter(handed_over_at__isnull=False)  # some visited since
    told = Notice.objects.filter(kind=MISSED, recipient__username="commander")
    reminded = Notice.objects.filter(kind=REMINDER, recipient__role=User.Role.OFFICER)

    of_station = missed.filter(unit__code="SPQ").values_list("pk", flat=True)
    assert {pk for notice in told for pk in notice.data["duties"]} == set(of_station) != set()
    assert reminded.filter(made_at__gte=midnight(NOW.date())).exists()
    assert not Notice.objects.filter(made_at__gt=loaded).exists()
    assert not Notice.objects.filter(made_at__lt=loaded - A_DAY, read_at=None).exists()
    assert told.filter(made_at__gte=loaded - A_DAY, read_at=None).exists()


def test_load_demo_compiles_every_month_that_it_fills(loaded: datetime) -> None:
    filled = {f"{day:%Y-%m}" for day in Duty.objects.filter(starts_at__lte=loaded).values_list("on", flat=True)}
    told = {f"{case.reported_at:%Y-%m}" for case in Case.objects.all()}
    reports = list(Report.objects.prefetch_related("figures"))

    assert {report.period.code for report in reports} >= filled | told
    assert Counter(report.period.code for report in reports if report.period.code in filled) == {
        code: Unit.objects.count() for code in filled
    }
    assert not StaleMonth.objects.exists()
    for report in reports:
        unit_ids = list(Unit.objects.at_or_below(report.unit).values_list("pk", flat=True))
        recount = {key: one.value for key, one in count_all(unit_ids, report.period, loaded).items()}
        assert {figure.key: figure.value for figure in report.figures.all()} == recount


def test_load_demo_again_changes_nothing(loaded: datetime) -> None:
    before, trail = rows(), LogEntry.objects.count()

    load(loaded)

    assert (rows(), LogEntry.objects.count()) == (before, trail)


def test_load_demo_on_another_day_fills_up_and_leaves_what_people_did(loaded: datetime) -> None:
    School.objects.filter(name="青枫幼儿园").update(name="改名的幼儿园")
    officer, commander = User.objects.get(username="officer"), User.objects.get(username="commander")
    monday = Duty.objects.get(point__code="SPQ-01", on=date(2026, 10, 12), window__occasion="arrival")
    with time_machine.travel(loaded, tick=False):
        cancel_duty(by=commander, duty=monday, reason="道路塌陷")
    own = Outing.objects.create(
        unit=officer.unit, started_at=at("2026-10-12 06:00"), started_by=officer, digest="0" * 64
    )
    OutingOfficer.objects.create(outing=own, officer=officer, unit=officer.unit, started_at=own.started_at)
    before = rows()

    now = load(at("2026-10-12 20:00"))

    monday.refresh_from_db()
    own.refresh_from_db()
    assert (monday.state, monday.reason, own.ended_at) == ("cancelled", "道路塌陷", None)
    assert School.objects.filter(name="改名的幼儿园").exists()
    assert not School.objects.filter(name="青枫幼儿园").exists()
    assert not Outing.objects.filter(officers__officer=officer, started_at__gt=own.started_at).exists()
    assert Duty.objects.filter(on=date(2026, 10, 12), state=DutyState.DONE).count() > 50
    assert not Duty.objects.filter(ends_at__lte=now - timedelta(minutes=10), state=DutyState.OPEN).exists()
    assert Duty.objects.order_by("on").values_list("on", flat=True).last() == date(2026, 10, 26)
    assert before["CheckIn"] - rows()["CheckIn"] == Counter()
    assert not StaleMonth.objects.exists()


def test_load_demo_fills_up_what_the_worker_closed_meanwhile(loaded: datetime) -> None:
    evening = at("2026-10-09 22:00")
    with time_machine.travel(evening, tick=False):
        while take_steps(at=evening).claimed:
            pass

    load(evening)

    today = Duty.objects.filter(on=date(2026, 10, 9), point__unit__code="SPQ")
    assert today.filter(state=DutyState.DONE).count() > 60
    assert not today.filter(closed_at=None).exists()


def test_load_demo_takes_a_new_password_from_outside(loaded: datetime, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.DEMO_PASSWORD = tmp_path, "another one, set outside"

    with time_machine.travel(loaded, tick=False):
        call_command("load_demo", "--if-empty", stdout=StringIO())

    assert all(
        user.check_password(settings.DEMO_PASSWORD) for user in User.objects.filter(username__in=["officer", "admin"])
    )


def test_load_demo_refuses_another_seed(loaded: datetime) -> None:
    with pytest.raises(CommandError, match=f"seed {SEED}"):
        call_command("load_demo", "--seed", "8")


def test_make_duties_makes_a_span_once(loaded: datetime) -> None:
    texts = []
    for _run in range(2):
        output = StringIO()
        with time_machine.travel(datetime(2026, 10, 9, tzinfo=UTC), tick=False):
            call_command("make_duties", "--from", "2026-10-24", "--until", "2026-10-25", stdout=output)
        texts.append(output.getvalue())

    span = "2026-10-24 – 2026-10-25"
    assert texts == [
        f"{span}: 2 duties made, 0 changed, 0 taken back.\n",
        f"{span}: 0 duties made, 0 changed, 0 taken back.\n",
    ]


def test_load_demo_brings_the_figures_of_the_story(loaded: datetime) -> None:
    figures = ImportedFigure.objects.filter(imported__unit__code="SPQ")

    assert {figure.key: (int(figure.value), figure.is_lower_bound) for figure in figures} == {
        "officer_person_times": (562, False),
        "vehicle_dispatches": (114, False),
        "volunteer_person_times": (468, False),
        "campus_visits": (90, True),
    }
