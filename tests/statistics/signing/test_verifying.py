"""`/statistics/verify/`, for everybody: which report a file or a hash is, and nothing else."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.models import Figure, Report, ReportFile
from campus_safety.statistics.periods import month_named
from campus_safety.statistics.views import verifying
from tests.cast import Cast
from tests.factories import at, make_outing
from tests.factories.reports import make_signed_report

CONTENT = b"%PDF-1.7 as it was signed"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(at("2026-11-10 12:00"), tick=False):
        yield


@pytest.fixture
def signed(cast: Cast) -> Report:
    """October, signed, with a file that somebody holds."""
    report = make_signed_report(cast.station, "2026-10", by=cast.commander)
    kept = ReportFile(report=report, format="pdf", sha256=sha256(CONTENT).hexdigest(), made_at=at("2026-11-10 12:00"))
    kept.content.save("x", ContentFile(CONTENT))
    return report


def _ask(**data: object) -> HttpResponse:
    client = Client()
    client.cookies["django_language"] = "en"
    answer: HttpResponse = client.post("/statistics/verify/", data)  # type: ignore[assignment]
    return answer


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", content)


def test_the_hash_as_it_is_printed_or_the_file_says_which_report_it_is(cast: Cast, signed: Report) -> None:
    printed = f" {(signed.hash or '')[:32].upper()} {(signed.hash or '')[32:]} "
    for answer in (_ask(hash=printed), _ask(file=_file(CONTENT))):
        page = answer.content.decode()
        assert answer.status_code == 200
        for words in ("This report is genuine", "石坪桥派出所", "October 2026", "None: this is the newest."):
            assert words in page
        assert str(cast.commander) not in page


def test_one_that_was_changed_or_is_a_draft_is_not_known(cast: Cast, signed: Report) -> None:
    draft = compile_report(unit=cast.station, period=month_named("2026-09"))

    answers = [_ask(file=_file(CONTENT + b" ")), _ask(hash="0" * 64), _ask(hash=draft.fingerprint)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "not known here" in answers[0].content.decode()


def test_a_report_whose_stored_figures_were_forged_is_not_genuine(signed: Report) -> None:
    Figure.objects.filter(report=signed, key="check_ins").update(value=99)

    assert _ask(file=_file(CONTENT)).status_code == 404


def test_a_later_revision_is_told(cast: Cast, signed: Report) -> None:
    make_outing(cast.officer, started_at=at("2026-10-12 07:30"), ended_at=at("2026-10-12 08:00"))
    compile_report(unit=cast.station, period=month_named("2026-10"))

    assert "There is a later one" in _ask(hash=signed.hash).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose the file, or type its hash below."),
        ({"hash": "abc"}, "A hash has 64 characters"),
        ({"file": _file(b"")}, "The file is empty."),
        ({"file": _file(b"x" * (5 * 1024 * 1024 + 1))}, "larger than 5 MB"),
    ],
    ids=["nothing", "short", "empty", "large"],
)
def test_what_cannot_be_verified_is_named(db: None, data: dict[str, object], words: str) -> None:
    answer = _ask(**data)

    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_hash_in_the_address_is_filled_in_and_not_asked_yet(signed: Report) -> None:
    client = Client()
    client.cookies["django_language"] = "en"

    page = client.get(f"/statistics/verify/?hash={signed.hash}").content.decode()

    assert f'value="{signed.hash}"' in page
    assert "October 2026" not in page


def test_it_is_not_asked_without_end(db: None) -> None:
    statuses = [_ask(hash="0" * 64).status_code for _time in range(verifying.BY_ADDRESS.most + 1)]

    assert statuses[-2:] == [404, 429]
