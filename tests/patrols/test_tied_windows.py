"""Windows tied to the times of a school: what is entered, what is taken from the rule, what is refused."""

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from patrols.models import Duty, DutyWindow
from patrols.tied_words import tied_in_words
from schools.models import School
from tests.cast import Cast
from tests.clients import counted, signed_in
from tests.factories import at, make_point, make_window

NEW = "/patrols/points/SPQ-01/windows/new/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """It is Tuesday, 20 October 2026, 12:00."""
    with time_machine.travel(at("2026-10-20 12:00"), tick=False):
        yield


@pytest.fixture
def school(cast: Cast) -> School:
    """The school of the point SPQ-01, with an arrival and no dismissal."""
    cast.school.arrives_at = time(8)
    cast.school.save()
    return cast.school


def filled(at_school: School, /, **changes: Any) -> dict[str, Any]:
    """What a person types for a window tied to the arrival of the school, with these changes."""
    given = {
        "occasion": "arrival", "basis": "arrival", "school": at_school.pk, "weekdays": ["1", "2", "3", "4", "5"],
        "strength": "2", "is_doubled": "on", "follows_calendar": "on",
    }  # fmt: skip
    return given | changes


def test_minutes_that_are_left_empty_are_those_of_the_rule(cast: Cast, school: School) -> None:
    response = signed_in(cast.officer).post(NEW, filled(school))

    window = DutyWindow.objects.get()
    assert response.status_code == 302
    assert (window.basis, window.school, window.before_min, window.after_min) == ("arrival", school, 30, 0)
    assert (window.starts_at, window.ends_at, window.strength, window.is_doubled) == (time(7, 30), time(8), 2, True)
    assert {duty.starts_at for duty in Duty.objects.all()} >= {at("2026-10-21 07:30")}


def test_the_form_offers_the_schools_of_the_point_and_names_the_rule(cast: Cast, school: School) -> None:
    elsewhere = reverse("patrols:window_new", args=[make_point(cast.station).code])
    client = signed_in(cast.officer)
    client.cookies["django_language"] = "en"

    form, without = client.get(NEW).context["form"], client.get(elsewhere).context["form"]

    assert list(form.fields["school"].queryset) == [school]
    assert ("30" in form.fields["before_min"].help_text, "Benxi" in form.fields["before_min"].help_text) == (True, True)
    assert (form.has_schools, without.has_schools) == (True, False)


def test_a_window_can_turn_from_tied_to_fixed_and_back(cast: Cast, school: School) -> None:
    client = signed_in(cast.officer)
    client.post(NEW, filled(school, before_min="20", after_min="10"))
    edit = DutyWindow.objects.get().get_absolute_url()

    client.post(edit, filled(school, basis="fixed", starts_at="10:00", ends_at="11:00"))
    fixed = DutyWindow.objects.get()
    client.post(edit, filled(school, starts_at="10:00", ends_at="11:00", after_min="5"))
    tied = DutyWindow.objects.get()

    assert (fixed.school, fixed.before_min, fixed.starts_at) == (None, None, time(10))
    assert (tied.school, tied.before_min, tied.after_min, tied.starts_at) == (school, 30, 5, time(7, 30))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"school": ""}, "school"),
        ({"school": "999999"}, "school"),
        ({"school": "x"}, "school"),
        ({"basis": "dismissal"}, "school"),
        ({"before_min": "0", "after_min": "0"}, "after_min"),
        ({"before_min": "0"}, "after_min"),
        ({"before_min": "-1"}, "before_min"),
        ({"before_min": "241"}, "before_min"),
        ({"after_min": "x"}, "after_min"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(
    cast: Cast, school: School, changes: dict[str, Any], field: str
) -> None:
    response = signed_in(cast.officer).post(NEW, filled(school, **changes))

    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not DutyWindow.objects.exists()


def test_a_school_that_the_point_does_not_serve_is_refused(cast: Cast, school: School) -> None:
    response = signed_in(cast.officer).post(NEW, filled(cast.other_school))

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["school"])


def test_an_overlap_names_both(cast: Cast, school: School) -> None:
    make_window(cast.point, time(7), time(7, 45))

    response = signed_in(cast.officer).post(NEW, filled(school))

    (error,) = response.context["form"].errors["before_min"]
    assert ("07:30–08:00" in error, "07:00–07:45" in error) == (True, True)


def test_words_say_what_a_window_is_tied_to(cast: Cast, school: School) -> None:
    windows = [
        DutyWindow(basis=basis, school=school, before_min=before, after_min=after)
        for basis in ("arrival", "dismissal")
        for before, after in ((30, 0), (0, 30), (30, 10))
    ]

    with translation.override("en"):
        found = [tied_in_words(window) for window in [*windows, DutyWindow()]]

    assert found == [
        "三峡幼儿园, the 30 min before arrival",
        "三峡幼儿园, the 30 min after arrival",
        "三峡幼儿园, from 30 min before arrival to 10 min after it",
        "三峡幼儿园, the 30 min before dismissal",
        "三峡幼儿园, the 30 min after dismissal",
        "三峡幼儿园, from 30 min before dismissal to 10 min after it",
        "",
    ]


def test_the_point_and_the_list_say_what_it_is_tied_to(cast: Cast, school: School) -> None:
    client = signed_in(cast.officer)
    client.post(NEW, filled(school))
    words = tied_in_words(DutyWindow.objects.get())

    for page in (cast.point.get_absolute_url(), "/patrols/windows/"):
        with translation.override("zh-hans"):
            assert words in client.get(page).content.decode(), page


def test_the_list_filters_tied_windows_in_as_many_queries(cast: Cast, school: School) -> None:
    tied: Any = {"basis": "arrival", "school": school, "before_min": 30, "after_min": 0}
    client = signed_in(cast.officer)
    first = DutyWindow.objects.create(
        point=cast.point, occasion="arrival", starts_at=time(7, 30), ends_at=time(8), **tied
    )
    make_window(cast.point, time(10), time(11))
    before = counted(client, "/patrols/windows/")
    for hour in (12, 13):
        DutyWindow.objects.create(
            point=cast.point, occasion="other", starts_at=time(hour), ends_at=time(hour, 30), **tied
        )

    found = client.get("/patrols/windows/", {"basis": "arrival"}).context["page_obj"]

    assert (first in found, len(found)) == (True, 3)
    assert counted(client, "/patrols/windows/") == before
