"""Event cover, all invented: one that was covered, one that was declined, one to come and one to decide."""

import uuid
from datetime import datetime, timedelta

from campus_safety.audit.author import acting
from campus_safety.local_days import local_day
from outreach.actions.covers import approve_cover, request_cover
from outreach.checklist import KEYS
from outreach.demo.ground import Ground
from outreach.models import CoverOuting, CoverStep, EventCover
from outreach.states.covers import CoverState
from patrols.actions.making import DAYS_AHEAD
from patrols.models import Outing, OutingOfficer, PatrolPoint

REQUESTED, APPROVED, DECLINED = CoverState.REQUESTED, CoverState.APPROVED, CoverState.DECLINED
SQUARE = (29.52705, 106.47395)
COVERED, REFUSED = "三峡幼儿园", "金色阳光幼儿园"


def write_covers(ground: Ground) -> None:
    """Write what is over as rows; what is to come goes the way of every request."""
    if not {COVERED, REFUSED} <= set(ground.schools):
        return
    _write_past(ground)
    coming = _request(ground, COVERED, "亲子运动会（演示）", ground.at(-5, 9), 260, "后勤老师")
    approve_cover(by=ground.commander, cover=coming, officers=[ground.officers[0], ground.officers[2]], at=ground.now)
    _request(ground, REFUSED, "新年亲子联欢（演示）", ground.at(-12, 9.5), 180, "副班老师")


def _request(ground: Ground, school: str, title: str, starts_at: datetime, people: int, watched_by: str) -> EventCover:
    cover, head = _cover(ground, school, title, starts_at, people, watched_by), ground.head_of(ground.schools[school])
    with acting(head):
        return request_cover(by=head, cover=cover, at=ground.at(1, 15))


def _cover(ground: Ground, school: str, title: str, starts_at: datetime, people: int, watched_by: str) -> EventCover:
    where = ground.schools[school]
    return EventCover(
        unit=ground.unit, school=where, title=title, latitude=where.latitude, longitude=where.longitude,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), people=people, valuables_watched_by=watched_by,
        prepared=list(KEYS[:2]),
    )  # fmt: skip


def _write_past(ground: Ground) -> None:
    held = _cover(ground, COVERED, "国庆歌舞展演（演示）", ground.at(57, 9.5), 420, "保育主任")
    held.is_off_campus, held.place, (held.latitude, held.longitude) = True, "社区广场（演示）", SQUARE
    held.prepared = list(KEYS)
    held.school_mark, held.school_words, held.school_said_at = 5, "民警提前到场，散场有序（演示）", ground.at(56, 10)
    held.police_mark, held.police_words, held.police_said_at = 4, "看管物品的老师到位（演示）", ground.at(57, 15)
    held.point = _point(ground, held)
    refused = _cover(ground, REFUSED, "班级春游集合（演示）", ground.at(30, 8), 45, "班主任")
    for cover, state, text in ((held, APPROVED, ""), (refused, DECLINED, "人数少、时间短，护学岗可兼顾（演示）")):
        _settle(ground, cover, state, text)
    held.officers.set(ground.officers[:2])
    _go_out(ground, held)


def _point(ground: Ground, cover: EventCover) -> PatrolPoint:
    day = local_day(cover.starts_at)
    return PatrolPoint.objects.create(
        unit=ground.unit, code=f"{ground.unit.code}-901", name=cover.title, latitude=cover.latitude,
        longitude=cover.longitude, in_force_from=day, in_force_until=day, is_published=False,
        duties_until=ground.day(-DAYS_AHEAD),
    )  # fmt: skip


def _settle(ground: Ground, cover: EventCover, state: CoverState, text: str) -> None:
    head = ground.head_of(cover.school)
    cover.requested_at, cover.entered_by, cover.state = cover.starts_at - timedelta(days=6), head, state
    with acting(head):
        cover.save()
    decided_at = cover.requested_at + timedelta(hours=20)
    steps = [
        CoverStep(cover=cover, before="", after=REQUESTED, at=cover.requested_at, by=head),
        CoverStep(cover=cover, before=REQUESTED, after=state, at=decided_at, by=ground.commander, text=text),
    ]
    CoverStep.objects.bulk_create(steps)
    ground.note_steps(steps[1:], "cover")


def _go_out(ground: Ground, cover: EventCover) -> None:
    began, ended = cover.starts_at - timedelta(minutes=30), cover.ends_at + timedelta(minutes=20)
    officers = ground.officers[:2]
    outing = Outing.objects.create(
        uuid=uuid.uuid5(uuid.NAMESPACE_URL, f"outreach.demo {cover.starts_at.isoformat()}"), unit=ground.unit,
        kind=Outing.Kind.EVENT_COVER, started_at=began, ended_at=ended, started_by=officers[0], digest="0" * 64,
    )  # fmt: skip
    OutingOfficer.objects.bulk_create(
        OutingOfficer(outing=outing, officer=officer, unit=ground.unit, started_at=began, ended_at=ended)
        for officer in officers
    )
    CoverOuting.objects.create(cover=cover, outing=outing)
    ground.moments.append(cover.starts_at)
