"""The documents of a few schools: added by the school or by police, one expired, one running out, one replaced."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from auditlog.models import LogEntry
from django.core.files.base import ContentFile
from fpdf import FPDF

from campus_safety.audit.trail import Action
from campus_safety.printing.faces import Face, add_face
from campus_safety.uploads.actions import store_file
from campus_safety.uploads.content import Taken, take
from campus_safety.uploads.models import Kind as FileKind
from schools.demo.stage import Stage
from schools.demo.trail import dated
from schools.models import Document

Kind = Document.Kind
WORDS = ("演示文件", "内容为虚构，没有任何效力")


@dataclass(frozen=True, slots=True)
class Plan:
    """One document: whose, what, added when (as in `Days`), valid for how many days from today, and by whom."""

    school: str
    kind: Kind
    title: str
    when: float
    valid: int | None = None
    by_school: bool = True
    replaces: str = ""


OLD_FOOD = "食品经营许可证（旧证，演示）"
PLANS = (
    Plan("三峡幼儿园", Kind.LICENCE, "办学许可证（演示）", 0.02, 730),
    Plan("三峡幼儿园", Kind.FIRE, "消防安全检查合格证（演示）", 0.02, 410, by_school=False),
    Plan("三峡幼儿园", Kind.FOOD, OLD_FOOD, 0.03, 45),
    Plan("三峡幼儿园", Kind.FOOD, "食品经营许可证（演示）", 0.5, 1480, replaces=OLD_FOOD),
    Plan("三峡幼儿园", Kind.GUARDS, "保安服务合同（演示）", 0.05, 20),
    Plan("三峡幼儿园", Kind.EMERGENCY_PLAN, "突发事件应急预案（演示）", 0.1),
    Plan("三峡幼儿园", Kind.FIRE_LOG, "消防器材检查记录（演示）", 0.7),
    Plan("三峡幼儿园", Kind.ROSTER, "门卫制度与值班表（演示）", 0.8, by_school=False),
    Plan("金色阳光幼儿园", Kind.LICENCE, "办学许可证（演示）", 0.04, 300),
    Plan("金色阳光幼儿园", Kind.FIRE, "消防安全检查合格证（演示）", 0.04, 520, by_school=False),
    Plan("金色阳光幼儿园", Kind.FOOD, "食品经营许可证（演示）", 0.06, 260),
    Plan("金色阳光幼儿园", Kind.GUARDS, "保安服务合同（演示）", 0.06, -12),
    Plan("金色阳光幼儿园", Kind.BUS, "校车使用许可（演示）", 0.08, 150),
    Plan("金色阳光幼儿园", Kind.EMERGENCY_PLAN, "突发事件应急预案（演示）", 0.15),
    Plan("隆鑫大地幼儿园", Kind.LICENCE, "办学许可证（演示）", 0.2, 600, by_school=False),
    Plan("隆鑫大地幼儿园", Kind.FOOD, "食品经营许可证（演示）", 0.2, 95, by_school=False),
    Plan("青石坪小学", Kind.FIRE, "消防安全检查合格证（演示）", 0.25, 380, by_school=False),
    Plan("青石坪小学", Kind.EMERGENCY_PLAN, "突发事件应急预案（演示）", 0.25, by_school=False),
)  # fmt: skip


@cache
def paper() -> Taken:
    """The one sheet that stands for every document, taken in as an upload is."""
    sheet = FPDF(format="A4")
    sheet.add_page()
    add_face(sheet, Face.SERIF)
    for size, words in zip((40, 16), WORDS, strict=True):
        sheet.set_font(Face.SERIF, size=size)
        sheet.ln(30)
        sheet.cell(w=0, text=words, align="C")
    return take(ContentFile(bytes(sheet.output()), name="document.pdf"), kinds=[FileKind.PDF])


def write_documents(stage: Stage, trail: list[LogEntry]) -> None:
    """Write the documents with their files, and put their entries on `trail`."""
    made: dict[tuple[str, str], Document] = {}
    for plans in ([plan for plan in PLANS if not plan.replaces], [plan for plan in PLANS if plan.replaces]):
        rows = [_document(stage, plan, made) for plan in plans if plan.school in stage.schools]
        for row in Document.objects.bulk_create(rows):
            made[row.school.name, row.title] = row
            trail += _entries_of(row)
    replaced = [row.replaces for row in made.values() if row.replaces]
    Document.objects.bulk_update(replaced, ["ended_at", "ended_by"])


def _document(stage: Stage, plan: Plan, made: dict[tuple[str, str], Document]) -> Document:
    school = stage.schools[plan.school]
    head = stage.heads.get(school.pk) if plan.by_school else None
    by, minute = head or stage.officer(school), stage.random("document", plan.school, plan.title).randint(0, 90)
    at = stage.days.moment(plan.when, 15 * 60 + minute)
    replaced = made.get((plan.school, plan.replaces))
    if replaced is not None:
        replaced.ended_at, replaced.ended_by = at, by
    return Document(
        unit_id=school.unit_id, school=school, kind=plan.kind, title=plan.title,
        valid_until=None if plan.valid is None else stage.days.today + timedelta(days=plan.valid),
        file=store_file(taken=replace(paper(), name=f"{plan.title}.pdf"), by=by, at=at),
        added_at=at, added_by=by, by_school=head is not None, replaces=replaced,
    )  # fmt: skip


def _entries_of(row: Document) -> Iterator[LogEntry]:
    changes = {name: (None, getattr(row, name)) for name in ("school_id", "kind", "title", "valid_until")}
    changes["school"] = changes.pop("school_id")
    yield dated(row, changes, row.added_by, row.added_at, Action.CREATE)
    if row.replaces:
        yield dated(row.replaces, {"ended_at": (None, row.added_at)}, row.added_by, row.added_at)
