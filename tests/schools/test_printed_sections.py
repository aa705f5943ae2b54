"""What each section of a school's dossier prints: to police, and to its principal no more than the page shows."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from campus_safety.printing.blocks import Facts, Heading, Pictures, PrintedBlock, Strong, Table, Words
from schools.actions.photos import keep_photos
from schools.models import Photo, Premises, School
from schools.printing.base import print_base, print_people
from schools.printing.documents import print_documents
from schools.printing.hazards import print_hazards
from schools.printing.notices import print_notices
from schools.printing.premises import print_premises
from schools.printing.sheet import print_sheet
from schools.states import HazardState
from tests.cast import Cast
from tests.factories import PLACE
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice, photo


def said(blocks: Iterable[PrintedBlock]) -> list[str]:
    """All that blocks say, what is bold between stars."""
    words: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Words(text):
                words.append(text)
            case Facts(pairs):
                words += [f"{label}: {text}" for label, text in pairs]
            case Table(rows=rows, blank=blank):
                cells = [cell for row in rows for cell in row] or [blank]
                words += [f"*{cell.text}*" if isinstance(cell, Strong) else cell for cell in cells]
            case Pictures(pictures):
                words += [picture.caption for picture in pictures]
    return words


def with_levels(school: School) -> School:
    """The school as the dossier gets it."""
    return School.objects.with_levels().get(pk=school.pk)


def test_base_data_and_people(cast: Cast) -> None:
    School.objects.filter(pk=cast.school.pk).update(address="石坪桥横街 88 号", head="张园长", head_phone="023-1")
    school = with_levels(cast.school)
    with override("en"):
        base, people = said(print_base(school, cast.officer)), said(print_people(school, cast.officer))
    assert "Address: 石坪桥横街 88 号" in base
    assert base[0].startswith("Still missing: ")
    assert people == ["Head: 张园长  023-1", "Gatehouse: no phone yet"]


def test_the_sheet_tells_the_principal_no_officer(cast: Cast) -> None:
    cast.officer.name = "王警官"
    cast.officer.save()
    make_inspection(cast.officer, cast.school, {"closed_campus": "pass", "gate_duty": "fail"})
    make_inspection(cast.principal, cast.school, {"gate_duty": "pass"})
    school = with_levels(cast.school)
    with override("en"):
        police, own = (" ".join(said(print_sheet(school, user))) for user in (cast.officer, cast.principal))
    assert "The four 100 %: 1 of 4" in police
    assert "*fail" in police
    assert ("王警官" in police, "王警官" in own) == (True, False)


def test_hazards_wait_first_and_the_overdue_are_bold(cast: Cast) -> None:
    today = timezone.localdate()
    make_hazard(cast.officer, cast.school, HazardState.VERIFIED, description="已整改的")
    make_hazard(cast.officer, cast.school, description="逾期的", due_on=today - timedelta(days=1))
    long_ago = timezone.now() - timedelta(days=800)
    make_hazard(cast.officer, cast.school, HazardState.WITHDRAWN, description="很久以前的", at=long_ago)
    with override("en"):
        words = said(print_hazards(cast.school, cast.officer))
    assert words.index("逾期的") < words.index("已整改的")
    assert f"*{(today - timedelta(days=1)).isoformat()} overdue*" in words
    assert "很久以前的" not in words


def test_the_principal_reads_no_hazard_of_premises(cast: Cast) -> None:
    near = Premises.objects.create(unit=cast.station, kind="bar", name="酒吧", latitude=PLACE[0], longitude=PLACE[1])
    make_hazard(cast.officer, cast.school, premises=near, description="酒吧的隐患")
    assert "酒吧的隐患" not in said(print_hazards(cast.school, cast.principal))


def test_a_hazard_shows_pictures_before_and_after(cast: Cast, settings: Settings) -> None:
    hazard = make_hazard(cast.officer, cast.school, HazardState.VERIFIED)
    first, *_others, last = hazard.steps.all()
    for step in (first, last):
        keep_photos(by=cast.officer, shown=step, photos=[photo(), photo("red")], at=timezone.now())
    with override("en"):
        captions = [text for text in said(print_hazards(cast.school, cast.officer)) if text.startswith("1 ")]
    assert [caption.split()[1] for caption in captions] == ["before", "after"]

    for kept in Photo.objects.select_related("file"):
        kept.file.preview.storage.delete(kept.file.preview.name)
    (pictures,) = [block for block in print_hazards(cast.school, cast.officer) if isinstance(block, Pictures)]
    assert [picture.content for picture in pictures.pictures] == [None, None]


def test_premises_show_the_principal_kind_name_and_distance(cast: Cast) -> None:
    Premises.objects.create(
        unit=cast.station, kind="bar", name="酒吧", latitude=PLACE[0], longitude=PLACE[1], contact="李老板",
        contact_phone="13900000000", next_check_on=date(2020, 1, 1),
    )  # fmt: skip
    school = with_levels(cast.school)
    with override("en"):
        police, own = said(print_premises(school, cast.officer)), said(print_premises(school, cast.principal))
    assert own == ["Within 200 m", "酒吧", "bar", "0 m"]
    assert "*2020-01-01 overdue*" in police
    assert not {"李老板", "13900000000"} & set(police + own)


def test_documents_in_force_with_the_day_on_which_they_end(cast: Cast) -> None:
    make_document(cast.officer, cast.school, title="消防合格证", valid_until=date(2020, 1, 1))
    make_document(cast.officer, cast.school, title="应急预案")
    make_document(cast.officer, cast.other_school, title="别的学校的")
    with override("en"):
        words = said(print_documents(cast.school, cast.principal))
    assert {"消防合格证", "*2020-01-01 expired*", "应急预案", "without end"} <= set(words)
    assert "别的学校的" not in words


def test_notices_that_nobody_has_signed_for_are_bold(cast: Cast) -> None:
    notice = make_notice(cast.officer, make_hazard(cast.officer, cast.school))
    with override("en"):
        words = said(print_notices(cast.school, cast.principal))
    assert words == [notice.number, timezone.localdate(notice.issued_at).isoformat(), "1", "*not signed for yet*"]


def test_sections_without_anything_say_so(cast: Cast) -> None:
    school = with_levels(cast.other_school)
    with override("en"):
        assert said(print_documents(school, cast.officer)) == ["No document is kept."]
        assert said(print_notices(school, cast.officer)) == ["No notice was issued."]
        assert said(print_hazards(school, cast.officer)) == ["Not settled", "No hazard waits."]
        assert said(print_premises(school, cast.officer)) == ["No premises are kept near this school"]
