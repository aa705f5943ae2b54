"""What the demonstration data guarantees (`load_demo`)."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import models, transaction
from django.test import Client

from campus_safety.accounts.demonstration import ACCOUNTS
from campus_safety.accounts.models import Unit, User
from campus_safety.levels import Level
from campus_safety.local_days import midnight
from campus_safety.notices.models import Notice
from campus_safety.statistics.counting import count_all
from campus_safety.statistics.models import Figure, Report, StaleMonth
from incidents.models import Case
from patrols.actions import cancel_duty, take_steps
from patrols.claims import CheckInClaim
from patrols.demo import days
from patrols.demo.inboxes import A_DAY, REACH
from patrols.evidence import Flag
from patrols.models import CheckIn, Duty, DutyWindow, Outing, OutingOfficer, PatrolPoint, PointSign, VehicleDispatch
from patrols.notice_kinds import MISSED, REMINDER
from patrols.scene import look_around
from patrols.states import DutyState
from schools.models import School, SchoolLevel
from tests.factories import at
from tests.patrols.demonstration import NOW, PASSWORD, load

pytestmark = pytest.mark.once

KEPT = (
    Unit, User, School, SchoolLevel, PatrolPoint, PointSign, DutyWindow, Duty, Outing, OutingOfficer, VehicleDispatch,
    CheckIn, Report, Figure, Notice,
)  # fmt: skip


@pytest.fixture
def fully_loaded(db: None) -> datetime:
    """The demonstration data with all the days that are promised."""
    return load(NOW)


def rows() -> dict[str, Counter[tuple[str, ...]]]:
    """All that was written, by natural keys: without what is drawn anew each time."""
    return {model.__name__: Counter(map(_as_text, _with_related(model))) for model in KEPT}


def _with_related(model: type[models.Model]) -> models.QuerySet[models.Model]:
    names = [field.name for field in model._meta.concrete_fields if field.is_relation]
    return model._default_manager.select_related(
        *names, *(f"{name}__point" for name in names if name in {"window", "duty", "sign"})
    )


def _as_text(row: models.Model) -> tuple[str, ...]:
    drawn = {"id", "password", "suggested_at"}  # by the database, with salt, and from the secret of the day
    if isinstance(row, Report | Figure):
        drawn |= {"breakdowns", "fingerprint", "hash", "rows_digests"}  # they name rows by their ids
    if isinstance(row, Notice):
        drawn |= {"key", "data", "url"}  # they name duties and cases by their ids
    fields = [field.name for field in row._meta.concrete_fields if field.name not in drawn]
    return tuple(str(getattr(row, name)) for name in fields)


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


def test_load_demo_makes_duties_from_three_months_back_to_14_days_ahead(fully_loaded: datetime) -> None:
    loaded, made = fully_loaded, Duty.objects.order_by("on").values_list("on", flat=True)

    assert (made.first(), made.last()) == (date(2026, 7, 9), date(2026, 10, 23))
    assert not Duty.objects.filter(ends_at__lte=loaded - timedelta(minutes=10), state=DutyState.OPEN).exists()
    assert not Duty.objects.filter(ends_at__lte=loaded - timedelta(minutes=10), closed_at=None).exists()
    assert set(Duty.objects.filter(starts_at__gt=loaded).values_list("state", flat=True)) == {DutyState.OPEN}
    holidays = Duty.objects.filter(on__range=("2026-10-01", "2026-10-07"))
    assert set(holidays.values_list("point__code", "window__weekdays")) == {("SPQ-34", "67")}
    assert Duty.objects.filter(on=date(2026, 10, 10), point__code="SPQ-01").count() == 2


@pytest.mark.parametrize(
    ("today", "first"),
    [("2026-09-15", date(2026, 6, 15)), ("2026-12-31", date(2026, 9, 1)), ("2027-05-31", date(2026, 9, 1))],
)
def test_load_demo_begins_on_1_september_2026_or_three_months_back(today: str, first: date) -> None:
    assert days.first_day(date.fromisoformat(today)) == first


def test_load_demo_leaves_nobody_out_and_nothing_in_the_future(fully_loaded: datetime) -> None:
    loaded = fully_loaded
    assert not OutingOfficer.objects.filter(ended_at=None).exists()
    assert not Outing.objects.running().exists()
    assert not Outing.objects.filter(ended_at__gt=loaded).exists()
    assert not CheckIn.objects.filter(received_at__gt=loaded).exists()
    assert Outing.objects.filter(officers__officer__username="officer").exists()
    kinds = set(Outing.objects.values_list("kind", flat=True))
    assert kinds == {"peak", "routine", "joint", "rectification", "event_cover"}
    assert VehicleDispatch.objects.exists()


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


def test_load_demo_computes_the_evidence_as_a_check_in_does(fully_loaded: datetime) -> None:
    check_ins = list(CheckIn.objects.select_related("officer", "point", "duty").order_by("uuid"))
    found = {flag for check_in in check_ins for flag in check_in.flags}

    assert found >= {Flag.OUTSIDE_FENCE, Flag.POOR_ACCURACY, Flag.LATE_UPLOAD, Flag.NO_OUTING, Flag.NO_FIX}
    odd = [check_in for check_in in check_ins if check_in.flags]
    for check_in in [*odd, *Random(1).sample(check_ins, 100)]:
        claim = CheckInClaim(
            uuid=check_in.uuid,
            point=check_in.point.code,
            captured_at=check_in.captured_at - timedelta(microseconds=1),
            method=check_in.method,
            device=check_in.device,
        )
        scene = look_around(officer=check_in.officer, claim=claim)
        assert (scene.outing is None) == (Flag.NO_OUTING in check_in.flags)
        assert scene.has_shared_device == (Flag.SHARED_DEVICE in check_in.flags)
        if check_in.duty is not None:
            assert (check_in.duty.state, check_in.duty.visited_at) == (check_in.duty_state, check_in.captured_at)


def test_load_demo_compiles_every_month_that_it_fills(loaded: datetime) -> None:
    filled = {f"{day:%Y-%m}" for day in Duty.objects.filter(starts_at__lte=loaded).values_list("on", flat=True)}
    told = {f"{case.reported_at:%Y-%m}" for case in Case.objects.all()}
    reports = list(Report.objects.prefetch_related("figures"))

    assert {report.period.code for report in reports} >= filled | told
    assert len(reports) == len({report.first_day for report in reports}) * Unit.objects.count()
    assert not StaleMonth.objects.exists()
    for report in reports:
        unit_ids = list(Unit.objects.at_or_below(report.unit).values_list("pk", flat=True))
        recount = {key: one.value for key, one in count_all(unit_ids, report.period, loaded).items()}
        assert {figure.key: figure.value for figure in report.figures.all()} == recount


def test_load_demo_makes_the_same_rows_in_two_empty_databases(few_days: None, db: None) -> None:
    made = []
    for _database in range(2):
        with transaction.atomic():
            load(NOW)
            made.append(rows())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert made[0]["CheckIn"].total() > 200


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
