"""What the file of a school says of the work with it, its timeline and its calendar too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from outreach.dossier import print_appointments, print_work, vice_principal, work_with_school
from outreach.happened import activities, letters
from schools.plans_registry import plans_by_day
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories.activities import make_activity
from tests.factories.appointments import appoint, propose
from tests.factories.covers import make_cover
from tests.factories.opinions import make_opinion


def names_of_work(cast: Cast, user: User) -> list[str]:
    """What the section of the work shows a user."""
    return [line.name for line in work_with_school(cast.school, user)["lines"]]


def test_the_file_names_the_vice_principal_with_hours_and_visits(cast: Cast) -> None:
    today = local_day(timezone.now())
    appointment = appoint(cast.officer, cast.school, today - timedelta(days=200))
    make_activity(cast.officer, cast.school)

    ((row, count),) = vice_principal(cast.school, cast.principal)["rows"]

    assert row.appointment == appointment
    assert count.visits == 1


def test_the_file_shows_what_was_done_asked_and_covered_newest_first(cast: Cast) -> None:
    now = timezone.now()
    make_activity(cast.officer, cast.school, title="走访", starts_at=now - timedelta(days=3))
    make_opinion(cast.principal, cast.school, text="多派警力", at=now - timedelta(days=2))
    make_cover(cast.principal, cast.school, title="运动会")
    make_activity(cast.officer, cast.other_school, title="别校走访")

    assert names_of_work(cast, cast.officer) == names_of_work(cast, cast.principal) == ["运动会", "多派警力", "走访"]
    assert names_of_work(cast, cast.other_principal) == []


def test_a_joint_activity_stands_in_the_file_once(cast: Cast) -> None:
    make_activity(cast.officer, cast.school, cast.other_school, title="联席会")

    assert names_of_work(cast, cast.officer) == ["联席会"]


@pytest.mark.parametrize("own", [False, True])
def test_the_file_takes_as_many_queries_whatever_was_done(cast: Cast, own: bool) -> None:
    client, address = (
        (signed_in(cast.principal), "/school/") if own else (signed_in(cast.officer), cast.school.get_absolute_url())
    )
    appoint(cast.officer, cast.school)
    make_opinion(cast.principal, cast.school)
    before = counted(client, address)
    propose(cast.colleague, cast.school)
    for _each in range(4):
        make_activity(cast.officer, cast.school)
        make_opinion(cast.principal, cast.school)

    assert counted(client, address) == before <= 25


def test_the_paper_holds_appointments_and_work(cast: Cast) -> None:
    appoint(cast.officer, cast.school)
    make_activity(cast.officer, cast.school, title="走访")
    make_activity(cast.officer, cast.school, title="很久以前", starts_at=timezone.now() - timedelta(days=800))

    (appointments,), (work,) = (
        list(print_(cast.school, cast.principal)) for print_ in (print_appointments, print_work)
    )

    assert [row[0] for row in appointments.rows] == [str(cast.officer)]  # type: ignore[union-attr]
    assert [row[2] for row in work.rows] == ["走访"]  # type: ignore[union-attr]


def test_the_timeline_tells_of_activities_letters_and_events(cast: Cast) -> None:
    now = timezone.now()
    appoint(cast.officer, cast.school)
    make_activity(cast.officer, cast.school, title="走访", starts_at=now - timedelta(days=2))
    make_activity(cast.officer, cast.school, state="planned")

    soon = now + timedelta(minutes=1)
    lines = [event.line for find in (letters, activities) for event in find(cast.school, cast.officer, soon, 9).events]

    assert lines == [str(cast.officer), "走访"]
    for find in (letters, activities):
        assert find(cast.school, cast.other_principal, soon, 9).events == []


def test_the_timeline_says_what_it_left_out(cast: Cast) -> None:
    now = timezone.now()
    for days in (1, 2, 3):
        make_activity(cast.officer, cast.school, starts_at=now - timedelta(days=days))

    batch = activities(cast.school, cast.officer, now, 2)

    assert (len(batch.events), batch.left_at) == (2, now - timedelta(days=3))


def test_the_calendar_of_the_school_holds_what_is_planned(cast: Cast) -> None:
    today = local_day(timezone.now())
    activity = make_activity(cast.officer, cast.school, state="planned")
    cover = make_cover(cast.principal, cast.school)
    make_cover(cast.principal, cast.school, "withdrawn", starts_at=cover.starts_at + timedelta(hours=5))

    plans = plans_by_day(cast.school, cast.principal, today, today + timedelta(days=7))

    urls = {plan.url for day in plans.values() for plan in day}
    page = signed_in(cast.principal).get(f"/schools/{cast.school.pk}/days/").content.decode()
    assert urls == {activity.get_absolute_url(), cover.get_absolute_url()}
    assert all(url in page for url in urls)
    assert plans_by_day(cast.school, cast.other_principal, today, today + timedelta(days=7)) == {}
