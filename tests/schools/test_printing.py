"""The rectification notice and the dossier on paper: who reads them, what they hold, how long they take."""

from datetime import date

import time_machine
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from schools.models import NoticeLine, Premises, RectificationNotice, School
from schools.printing.dossier import dossier_pdf
from schools.printing.notice import notice_pdf
from tests.cast import Cast
from tests.clients import answers, counted, signed_in
from tests.factories import at, make_duty, make_window
from tests.factories.records import make_document, make_hazard, make_notice
from tests.printing.reading import opened, pages_of, text_of

LONG = "大门口视频监控存储时间不足，夜间成像模糊，门卫室一键报警装置未联动。"
TODAY = "2026-11-26 10:00"


def address(school: School) -> str:
    """Where the dossier of a school is printed."""
    return reverse("schools:dossier_print", args=[school.pk])


def notice_of(cast: Cast, *hazards: str, due_on: date = date(2026, 12, 10)) -> RectificationNotice:
    """A notice to the school on hazards in these words, issued on 26 November 2026."""
    with time_machine.travel(at(TODAY), tick=False):
        found = [make_hazard(cast.officer, cast.school, description=words, due_on=due_on) for words in hazards]
        return make_notice(cast.officer, *found)


def lines_of(notice: RectificationNotice) -> list[NoticeLine]:
    """Its hazards."""
    return list(notice.lines.all())


def test_a_notice_says_who_what_and_by_when(cast: Cast) -> None:
    notice = notice_of(cast, "安全出口堵塞", "灭火器过期")
    with override("en"):
        text = text_of(notice_pdf(notice, lines_of(notice)))
    for words in (
        "石坪桥派出所整改〔2026〕第1号", "三峡幼儿园：", "共2处", "请于2026年12月10日前整改完毕", "安全出口堵塞",
        "灭火器过期", "联系电话：68823318", "2026年11月26日", "被检查单位签收：", "一式两份",
    ):  # fmt: skip
        assert words in text


def test_a_notice_with_several_deadlines_names_the_last(cast: Cast) -> None:
    notice = notice_of(cast, "安全出口堵塞", "灭火器过期")
    notice.lines.filter(description="灭火器过期").update(due_on=date(2026, 12, 24))
    text = text_of(notice_pdf(notice, lines_of(notice)))
    assert "请按下表所列期限逐项整改，并于2026年12月24日前整改完毕" in text
    assert "2026年12月10日" in text


def test_a_notice_that_is_signed_for_says_by_whom(cast: Cast) -> None:
    notice = notice_of(cast, "安全出口堵塞")
    unsigned = text_of(notice_pdf(notice, lines_of(notice)))
    notice.received_at, notice.received_by = at("2026-11-27 09:00"), cast.principal
    signed = text_of(notice_pdf(notice, lines_of(notice)))
    assert ("2026年11月27日" in unsigned, "2026年11月27日" in signed) == (False, True)
    assert (cast.principal.name in unsigned, cast.principal.name in signed) == (False, True)


def test_a_notice_goes_to_premises_too(cast: Cast) -> None:
    notice = notice_of(cast, "安全出口堵塞")
    notice.school, notice.premises = None, Premises(name="星空网络会所")
    assert "星空网络会所：" in text_of(notice_pdf(notice, lines_of(notice)))


def test_the_signatures_of_a_long_notice_stand_together(cast: Cast) -> None:
    notice = notice_of(cast, *[LONG * 4] * 12)
    pages = pages_of(notice_pdf(notice, lines_of(notice)))
    assert len(pages) > 1
    assert [("印章" in page, "签收日期" in page, "一式两份" in page) for page in pages if "印章" in page] == [
        (True, True, True)
    ]


def test_the_dossier_is_for_police_of_the_unit_and_its_own_principal(cast: Cast) -> None:
    assert answers(cast, address(cast.school)) == {
        "officer": 200,
        "other_officer": 404,
        "commander": 200,
        "bureau": 200,
        "principal": 200,
        "other_principal": 404,
        "auditor": 403,
        "administrator": 403,
    }
    assert Client().get(address(cast.school)).status_code == 302


def test_the_dossier_is_a_pdf_that_nobody_may_frame(cast: Cast) -> None:
    response = signed_in(cast.officer).get(address(cast.school))
    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_whoever_prints_the_dossier_leaves_a_trace(cast: Cast) -> None:
    signed_in(cast.officer).get(address(cast.school))
    entry = LogEntry.objects.latest("pk")
    assert (entry.actor, entry.changes) == (cast.officer, {"looked_through": ["None", address(cast.school)]})


def test_the_dossier_speaks_the_language_of_its_reader(cast: Cast) -> None:
    for language, lang in (("zh-hans", "zh-CN"), ("en", "en-GB")):
        client = signed_in(cast.officer)
        client.cookies["django_language"] = language
        with opened(client.get(address(cast.school)).content) as pdf:
            assert str(pdf.Root.Lang) == lang


def test_the_dossier_asks_as_often_however_much_there_is(cast: Cast) -> None:
    client = signed_in(cast.officer)
    window = make_window(cast.point)
    make_hazard(cast.officer, cast.school)
    make_document(cast.officer, cast.school)
    one = counted(client, address(cast.school))
    make_duty(window, date(2026, 11, 25), "done")
    for _number in range(10):
        make_hazard(cast.officer, cast.school)
    assert counted(client, address(cast.school)) == one


def test_the_dossier_holds_patrols_and_what_happened(cast: Cast, settings: Settings) -> None:
    settings.DEMO = False
    with time_machine.travel(at(TODAY), tick=False), override("en"):
        window = make_window(cast.point)
        make_duty(window, date(2026, 11, 25), "done")
        make_duty(window, date(2026, 11, 24), "missed")
        make_hazard(cast.officer, cast.school, description="安全出口堵塞", at=at("2026-11-25 10:00"))
        school = School.objects.with_levels().get(pk=cast.school.pk)
        police, own = (text_of(dossier_pdf(school, user)) for user in (cast.officer, cast.principal))
    for text in (police, own):
        assert f"{cast.point.number} {cast.point.name}" in text
        assert "07:30–08:30" in text
        assert "安全出口堵塞" in text
    assert ("50.0 %" in police, "50.0 %" in own) == (True, False)
