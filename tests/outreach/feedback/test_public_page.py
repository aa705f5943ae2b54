"""The public form: filled in without an account, once, within limits, and unseen who does it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus_safety.limits.models import Use
from outreach import feedback_limits
from outreach.feedback_devices import COOKIE
from outreach.models import FeedbackAnswer, FeedbackForm
from outreach.models.feedback import SCORES
from tests.cast import Cast
from tests.clients import signed_in
from tests.counting import nothing_written
from tests.factories import at
from tests.factories.feedback import form_of, make_round, said

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def form(cast: Cast) -> Iterator[FeedbackForm]:
    with time_machine.travel(at("2026-11-23 12:00"), tick=False):
        yield form_of(make_round(cast.officer, cast.school, last_day=TODAY + DAY), cast.school)


@pytest.fixture
def client() -> Client:
    found = Client()
    found.cookies["django_language"] = "en"
    return found


def _address(form: FeedbackForm) -> str:
    return f"/feedback/{form.token}/"


def test_an_answer_is_kept_and_thanked_for(client: Client, form: FeedbackForm) -> None:
    assert client.get(_address(form)).status_code == 200

    answer = client.post(_address(form), said(text="都很好"), follow=True)

    assert answer.redirect_chain == [(_address(form), 302)]
    assert "Your answer is kept." in answer.content.decode()
    assert FeedbackAnswer.objects.get().text == "都很好"


def test_a_device_that_has_answered_is_not_asked_again(client: Client, form: FeedbackForm) -> None:
    client.post(_address(form), said())

    with nothing_written("outreach"):
        again = client.post(_address(form), said(overall=1))

    assert "Your answer is kept." in again.content.decode()
    assert '<form class="scores"' not in client.get(_address(form)).content.decode()


def test_two_posts_of_one_page_are_one_answer(client: Client, form: FeedbackForm) -> None:
    client.get(_address(form))
    device = client.cookies[COOKIE].value

    for _time in range(2):
        other = Client()
        other.cookies[COOKIE] = device
        other.post(_address(form), said())

    assert FeedbackAnswer.objects.count() == 1


def test_the_device_keeps_a_random_id_for_these_pages_only(client: Client, form: FeedbackForm) -> None:
    cookie = client.get(_address(form)).cookies[COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/feedback/", True, "Lax")
    assert len(cookie.value) == 22
    assert client.get(_address(form)).cookies[COOKIE].value == cookie.value


def test_an_id_that_is_none_is_replaced(client: Client, form: FeedbackForm) -> None:
    client.cookies[COOKIE] = "'; drop table"

    assert len(client.get(_address(form)).cookies[COOKIE].value) == 22


@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize("value", ["", "0", "6", "x"])
def test_a_score_that_is_none_is_named_and_nothing_is_kept(
    client: Client, form: FeedbackForm, score: str, value: str
) -> None:
    with nothing_written("outreach"):
        answer = client.post(_address(form), said(**{score: value}))

    assert answer.status_code == 400
    assert f'href="#id_{score}' in answer.content.decode()


def test_a_number_in_the_words_is_asked_about_once(client: Client, form: FeedbackForm) -> None:
    with nothing_written("outreach"):
        doubted = client.post(_address(form), said(text="请回电13812341234"))
    assert doubted.status_code == 400

    client.post(_address(form), said(text="请回电13812341234", numbers_are_meant="on"))

    assert FeedbackAnswer.objects.count() == 1


@pytest.mark.parametrize(("days", "words"), [((-2, -1), "is over"), ((1, 2), "has not begun")])
def test_before_and_after_its_days_the_form_says_so(
    cast: Cast, client: Client, form: FeedbackForm, days: tuple[int, int], words: str
) -> None:
    first, last = (TODAY + number * DAY for number in days)
    shut = form_of(make_round(cast.officer, cast.school, first_day=first, last_day=last), cast.school)

    with nothing_written("outreach"):
        answers = [client.get(_address(shut)), client.post(_address(shut), said())]

    assert all(words in answer.content.decode() for answer in answers)


def test_students_read_from_which_age_they_may_answer(cast: Cast, client: Client, form: FeedbackForm) -> None:
    asked = make_round(cast.officer, cast.school, audiences=["students"])

    page = client.get(_address(form_of(asked, cast.school, "students"))).content.decode()

    assert "For students of 14 or older." in page
    assert "For students" not in client.get(_address(form)).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 22, "-" * 300])
def test_a_link_that_leads_nowhere_is_404(client: Client, form: FeedbackForm, token: str) -> None:
    answer = client.get(f"/feedback/{token}/")

    assert answer.status_code == 404
    assert "This link leads to no form" in answer.content.decode()


def test_the_page_does_not_look_who_is_signed_in(cast: Cast, form: FeedbackForm) -> None:
    client = signed_in(cast.principal)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(_address(form))

    assert not any("session" in query["sql"] for query in queries)
    assert "sessionid" not in page.cookies
    assert "principal" not in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_form_that_comes_from_elsewhere_is_refused(form: FeedbackForm) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(_address(form))

    with nothing_written("outreach"):
        assert client.post(_address(form), said()).status_code == 403

    token = client.cookies["csrftoken"].value
    assert client.post(_address(form), said(csrfmiddlewaretoken=token)).status_code == 302


def test_a_flood_from_one_address_is_answered_429(form: FeedbackForm) -> None:
    most = feedback_limits.BY_ADDRESS.most
    with time_machine.travel(at("2026-11-23 12:30"), tick=False):
        statuses = [Client().post(_address(form), said()).status_code for _each in range(3)]
        Use.objects.filter(times__gt=1).update(times=most)
        refused = Client().post(_address(form), said())

    assert statuses == [302, 302, 302]
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 30 * 60 + 1
    assert FeedbackAnswer.objects.count() == 3
