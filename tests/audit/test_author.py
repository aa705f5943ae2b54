"""Who stands on the trail for what is written: the user and address of the request, or nobody from nowhere."""

from contextlib import suppress

from auditlog.models import LogEntry
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from campus_safety.audit.author import NOBODY, Author, AuthorMiddleware, anonymously, current_author
from tests.cast import Cast
from tests.factories import make_school

ADDRESS = "203.0.113.7"


def _entry_on(target: object) -> LogEntry:
    return LogEntry.objects.get_for_object(target).get()


def test_what_is_written_anonymously_keeps_neither_user_nor_address(cast: Cast) -> None:
    def leave(request: HttpRequest) -> HttpResponse:
        by_request = make_school(cast.station)
        with anonymously():
            by_nobody = make_school(cast.station)
            assert current_author() == NOBODY
        by_request_again = make_school(cast.station)
        written.extend([by_request, by_nobody, by_request_again])
        return HttpResponse()

    written: list[object] = []
    request = RequestFactory().post("/", REMOTE_ADDR=ADDRESS)
    request.user = cast.officer

    AuthorMiddleware(leave)(request)

    kept = [Author(entry.actor, entry.remote_addr) for entry in map(_entry_on, written)]
    assert kept == [Author(cast.officer, ADDRESS), NOBODY, Author(cast.officer, ADDRESS)]


def test_an_error_within_anonymously_leaves_the_author_as_it_was(cast: Cast) -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        with suppress(ValueError), anonymously():
            raise ValueError
        seen.append(current_author())
        return HttpResponse()

    seen: list[Author] = []
    request = RequestFactory().post("/", REMOTE_ADDR=ADDRESS)
    request.user = cast.officer

    AuthorMiddleware(fail)(request)

    assert seen == [Author(cast.officer, ADDRESS)]
