"""A prevention note of the demonstration: one principal has read it, the others have not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from auditlog.models import LogEntry

from campus_safety.audit.trail import Action
from campus_safety.local_days import local_day, midnight
from incidents.demo.writing import People, Written
from incidents.models import NoteReceipt, PreventionNote
from schools.demo.trail import dated
from schools.models import School

SENT_BACK, READ_AFTER = timedelta(days=12), timedelta(hours=5)
# What it was learnt from: a phone in the basket of a bicycle.
LEARNT_AT = "桥北小学"
TITLE = "接送高峰请看管好手机和提包（演示）"
TEXT = (
    "近期接送时段发生放在车筐、车把上的手机和提包被盗。请通过家长群提醒：下车随手带走财物，电动自行车停放加锁；"
    "门卫留意在校门口徘徊的人员，发现可疑情况拨打派出所护学热线。（演示）"
)
SENT_TO = ("三峡幼儿园", "金色阳光幼儿园", "隆鑫大地幼儿园", "桥北小学")
READ_AT = "金色阳光幼儿园"


def send_notes(
    written: Sequence[Written], people: People, schools: Mapping[str, School], now: datetime, trail: list[LogEntry]
) -> None:
    """Write the note with its receipts, and put their entries on `trail`."""
    sent_at = midnight(local_day(now - SENT_BACK)) + timedelta(hours=10)
    cases = [case for each in written for case in each.cases if case.school and case.school.name == LEARNT_AT]
    note = PreventionNote(
        unit_id=people.unit_id, case=cases[0] if cases else None, title=TITLE, text=TEXT, sent_at=sent_at,
        sent_by=people.commander,
    )  # fmt: skip
    PreventionNote.objects.bulk_create([note])
    receipts = [_receipt(note, schools[name], people) for name in SENT_TO if name in schools]
    NoteReceipt.objects.bulk_create(receipts)
    trail.append(dated(note, {"title": (None, note.title)}, note.sent_by, sent_at, Action.CREATE))
    trail += [
        dated(receipt, {"read_at": (None, receipt.read_at)}, receipt.read_by, receipt.read_at)
        for receipt in receipts
        if receipt.read_at is not None
    ]


def _receipt(note: PreventionNote, school: School, people: People) -> NoteReceipt:
    head = people.heads.get(school.pk) if school.name == READ_AT else None
    return NoteReceipt(note=note, school=school, read_by=head, read_at=note.sent_at + READ_AFTER if head else None)
