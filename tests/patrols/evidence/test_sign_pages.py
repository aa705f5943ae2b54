"""The pages of the signs: the list, replacing, posting, photos; and what a scan of an old sign shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patrols.actions.signs import post_sign, replace_sign
from patrols.models import CheckIn, PointSign
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, counted, signed_in
from tests.counting import nothing_written
from tests.factories import make_point
from tests.factories.evidence import make_posted_sign
from tests.uploads.pictures import jpeg

SIGNS = "/patrols/signs/"
REPLACE, POSTED = "/patrols/points/SPQ-01/sign/replace/", "/patrols/points/SPQ-01/sign/posted/"


def picture() -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    return SimpleUploadedFile("sign.jpg", jpeg(64, 48), "image/jpeg")


def day(offset: int = 0) -> str:
    """Today, or so many days from it."""
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The officer's browser."""
    return signed_in(cast.officer)


@pytest.fixture
def three(cast: Cast) -> dict[str, PointSign]:
    """A sign in each state: one waits, one is posted with a photo, one was replaced."""
    point = make_point(cast.station, "SPQ-02")
    replaced = post_sign(by=cast.officer, sign=point.signs.get(), on=timezone.localdate())
    replace_sign(point=point, reason="破损")
    posted = make_posted_sign(cast.officer, point, timezone.localdate())
    return {"waiting": cast.point.signs.get(), "posted": posted, "replaced": replaced}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, ["waiting", "posted", "replaced"]),
        ({"state": "waiting"}, ["waiting"]),
        ({"state": "posted"}, ["posted"]),
        ({"state": "replaced"}, ["replaced"]),
        ({"photo": "1"}, ["posted"]),
        ({"photo": "0"}, ["waiting", "replaced"]),
        ({"point": "SPQ-02"}, ["posted", "replaced"]),
        ({"unit": "SPQ"}, ["waiting", "posted", "replaced"]),
    ],
)
def test_the_list_is_filtered_by_its_address(
    officer: Client, three: dict[str, PointSign], given: dict[str, str], names: list[str]
) -> None:
    listed = officer.get(SIGNS, given).context["page_obj"]
    assert [sign.pk for sign in listed] == [three[name].pk for name in names]


@pytest.mark.parametrize(("given", "field"), [({"state": "lost"}, "state"), ({"photo": "x"}, "photo")])
def test_a_bad_filter_gets_a_named_error(officer: Client, given: dict[str, str], field: str) -> None:
    answer = officer.get(SIGNS, given)
    assert (answer.status_code, list(answer.context["filter"].form.errors)) == (400, [field])


def test_the_list_takes_as_many_queries_for_three_signs_as_for_one(cast: Cast, officer: Client) -> None:
    one = counted(officer, SIGNS)
    for number in (2, 3):
        make_posted_sign(cast.officer, make_point(cast.station, f"SPQ-{number:02d}"), timezone.localdate())
    assert counted(officer, SIGNS) == one


def test_signs_of_another_station_are_not_listed(cast: Cast, officer: Client) -> None:
    make_point(cast.other_station, "OTH-01")
    assert [sign.point.code for sign in officer.get(SIGNS).context["page_obj"]] == ["SPQ-01"]


@pytest.mark.parametrize("page", [REPLACE, POSTED, "/patrols/points/SPQ-01/sign.pdf"])
def test_a_points_sign_is_for_its_police(cast: Cast, page: str) -> None:
    assert answers(cast, page) == OWN_POLICE_ONLY


def test_a_sign_is_posted_with_a_photo_replaced_and_posted_again(cast: Cast, officer: Client) -> None:
    first = cast.point.signs.get()
    assert officer.post(POSTED, {"on": day(), "photo": picture()}).status_code == 302
    assert officer.post(REPLACE, {"reason": "褪色"}).status_code == 302
    refused = officer.post(POSTED, {"on": day()})
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["photo"])
    assert officer.post(POSTED, {"on": day(), "photo": picture()}).status_code == 302
    first.refresh_from_db()
    second = cast.point.signs.get(ended_at=None)
    assert (first.state, second.state, second.reason) == ("replaced", "posted", "褪色")
    assert second.photo is not None
    page = officer.get(cast.point.get_absolute_url()).content.decode()
    assert reverse("patrols:sign_photo_preview", args=[second.photo.token]) in page
    assert REPLACE in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": day(1)}, "on"),
        ({"on": "x"}, "on"),
        ({}, "on"),
        ({"on": day(), "photo": SimpleUploadedFile("x.jpg", b"no picture")}, "photo"),
    ],
)
def test_bad_input_gets_a_named_error_and_changes_nothing(
    cast: Cast, officer: Client, values: dict[str, Any], field: str
) -> None:
    with nothing_written():
        answer = officer.post(POSTED, values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert cast.point.signs.get().posted_on is None


def test_all_that_is_wrong_with_a_posting_is_said_at_once(cast: Cast, officer: Client) -> None:
    officer.post(POSTED, {"on": day(), "photo": picture()})
    officer.post(REPLACE, {"reason": "褪色"})

    answer = officer.post(POSTED, {"on": day(1)})

    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["on", "photo"])


def test_a_second_replacement_is_refused_while_one_waits(cast: Cast, officer: Client) -> None:
    with nothing_written():
        answer = officer.post(REPLACE, {"reason": "破损"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["reason"])


def test_a_number_in_the_reason_is_asked_about_once(cast: Cast, officer: Client) -> None:
    make_posted_sign(cast.officer, cast.point, timezone.localdate())
    asked = officer.post(REPLACE, {"reason": "13800138000 来电说破了"})
    assert (asked.status_code, "numbers_are_meant" in asked.context["form"].fields) == (400, True)
    officer.post(REPLACE, {"reason": "13800138000 来电说破了", "numbers_are_meant": "on"})
    assert PointSign.objects.count() == 2


def test_a_photo_is_added_to_a_posted_sign_served_and_removed(cast: Cast, officer: Client) -> None:
    officer.post(POSTED, {"on": day()})
    assert officer.post(POSTED, {"photo": picture()}).status_code == 302
    photo = PointSign.objects.get().photo
    assert photo is not None
    for name in ("sign_photo", "sign_photo_preview"):
        address = reverse(f"patrols:{name}", args=[photo.token])
        assert answers(cast, address) == OWN_POLICE_ONLY
    remove = reverse("patrols:sign_photo_remove", args=[photo.token])
    assert signed_in(cast.colleague).post(remove).status_code == 403
    assert officer.post(POSTED).status_code == 302  # it has one: nothing to add
    assert officer.post(remove).status_code == 302
    assert PointSign.objects.get().photo is None


# --- A scan ---


@pytest.fixture
def ended(cast: Cast) -> str:
    """The token of a sign that was replaced."""
    first = post_sign(by=cast.officer, sign=cast.point.signs.get(), on=timezone.localdate())
    replace_sign(point=cast.point, reason="破损")
    make_posted_sign(cast.officer, cast.point, timezone.localdate())
    return first.token


def test_a_scan_leads_a_parent_to_the_point_and_an_officer_to_the_check_in(cast: Cast, officer: Client) -> None:
    token = cast.point.signs.get().token
    page = Client().get("/points/SPQ-01/", {"sign": token})
    assert (page.status_code, page.context["sign_in_url"].count(token)) == (200, 1)
    way = officer.get("/points/SPQ-01/", {"sign": token}).context["check_in_url"]
    assert officer.get(way).context["sign"] == token


def test_a_scan_of_an_old_sign_shows_the_point_and_checks_nobody_in(cast: Cast, officer: Client, ended: str) -> None:
    page = Client().get("/points/SPQ-01/", {"sign": ended})
    assert (page.status_code, page.context["is_replaced"]) == (200, True)
    assert ended not in page.context["sign_in_url"]
    way = officer.get("/points/SPQ-01/", {"sign": ended}).context["check_in_url"]
    assert ended not in way  # by position, the way is open
    form = officer.get("/today/check-in/SPQ-01/", {"sign": ended})
    assert (form.status_code, form.context["sign"]) == (200, "")


def test_the_form_with_an_old_token_is_refused_by_name(cast: Cast, officer: Client, ended: str) -> None:
    with nothing_written():
        answer = officer.post("/today/check-in/SPQ-01/", {"uuid": str(cast.point.pk).zfill(32), "sign": ended})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["sign"])
    assert not CheckIn.objects.exists()


def test_an_unknown_token_is_no_old_one(cast: Cast, ended: str) -> None:
    assert "is_replaced" not in Client().get("/points/SPQ-01/", {"sign": "made up"}).context
    assert "is_replaced" not in Client().get("/points/SPQ-01/", {"sign": "x" * 5000}).context


def test_a_token_that_no_database_takes_is_an_unknown_one(cast: Cast) -> None:
    page = Client().get("/points/SPQ-01/?sign=%00")

    assert page.status_code == 200
