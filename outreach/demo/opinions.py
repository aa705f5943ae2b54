"""Opinions of schools and disputes that touch them, all invented: overdue, answered, settled, resolved, handed on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from campus_safety.accounts.models import User
from campus_safety.local_days import local_day
from outreach.demo.ground import Ground
from outreach.models import Dispute, DisputeStep, Opinion, OpinionStep
from outreach.states.opinions import DisputeState, OpinionState

Kind, Topic, Way, Party = Opinion.Kind, Opinion.Topic, Opinion.Way, Dispute.Party
OPEN, ANSWERED, SETTLED = OpinionState.OPEN, OpinionState.ANSWERED, OpinionState.SETTLED
WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion: of which school, what, how it came, when; and the answer, with how many days it took."""

    school: str
    kind: Opinion.Kind
    topic: Opinion.Topic
    way: Opinion.Way
    text: str
    at: datetime
    answer: str = ""
    after_days: int = 2
    is_satisfied: bool | None = None


def write_opinions(ground: Ground) -> None:
    """Write the opinions with their steps."""
    told = [said for said in _opinions(ground) if said.school in ground.schools]
    rows = Opinion.objects.bulk_create(_opinion(ground, said) for said in told)
    steps = [step for said, row in zip(told, rows, strict=True) for step in _steps(ground, said, row)]
    OpinionStep.objects.bulk_create(steps)
    ground.note_steps(steps, "opinion")
    ground.moments.extend(row.answered_at for row in rows if row.answered_at)


def _opinions(ground: Ground) -> Sequence[Said]:
    at = ground.at
    return (
        Said("三峡幼儿园", Kind.REQUEST, Topic.PATROL, Way.VISIT, "放学高峰门口人多，希望延长护学时间（演示）",
             at(85, 10), "已把放学时段护学延长 15 分钟（演示）", 3, is_satisfied=True),
        Said("金色阳光幼儿园", Kind.SUGGESTION, Topic.EDUCATION, Way.VISIT, "希望多讲防走失（演示）", at(85, 11),
             "已列入本学期法治课（演示）", 2, is_satisfied=True),
        Said("三峡幼儿园", Kind.COMPLAINT, Topic.TRAFFIC, Way.PORTAL, "门口机动车乱停，堵住消防通道（演示）", at(30, 9),
             "会同交巡警整治，已施划禁停线（演示）", 4),
        Said("红石幼儿园", Kind.REQUEST, Topic.FACILITIES, Way.CALL, "一键报警装置误报较多，请来看看（演示）",
             at(11, 14)),
        Said("金色阳光幼儿园", Kind.REQUEST, Topic.SURROUNDINGS, Way.PORTAL, "后门夜市噪声大，影响午睡（演示）",
             at(3, 13)),
    )  # fmt: skip


def _opinion(ground: Ground, said: Said) -> Opinion:
    school = ground.schools[said.school]
    answered_at = said.at + timedelta(days=said.after_days) if said.answer else None
    state = OPEN if answered_at is None else ANSWERED if said.is_satisfied is None else SETTLED
    return Opinion(
        unit=ground.unit, school=school, kind=said.kind, topic=said.topic, way=said.way, text=said.text,
        received_at=said.at, due_on=local_day(said.at + WITHIN), state=state, answer=said.answer,
        answered_at=answered_at, is_satisfied=said.is_satisfied, entered_by=_enterer(ground, said),
    )  # fmt: skip


def _enterer(ground: Ground, said: Said) -> User:
    return ground.head_of(ground.schools[said.school]) if said.way == Way.PORTAL else ground.officers[0]


def _steps(ground: Ground, said: Said, row: Opinion) -> Iterator[OpinionStep]:
    yield OpinionStep(opinion=row, before="", after=OPEN, at=said.at, by=row.entered_by)
    if row.answered_at is None:
        return
    answer = {"before": OPEN, "after": ANSWERED, "at": row.answered_at, "by": ground.commander, "text": said.answer}
    yield OpinionStep(opinion=row, **answer)
    if said.is_satisfied is not None:
        settled_at, head = row.answered_at + timedelta(days=1), ground.head_of(row.school)
        yield OpinionStep(opinion=row, before=ANSWERED, after=SETTLED, at=settled_at, by=head)


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One dispute: at which school, between whom, about what, found and ended so many days ago, what was done."""

    school: str
    parties: tuple[Dispute.Party, ...]
    text: str
    found: int
    state: DisputeState
    done: str = ""
    ended: int = 0
    handed_to: str = ""


QUARRELS = (
    Quarrel("桥北小学", (Party.PARENTS, Party.SCHOOL), "因课间摔伤赔付起争执，家长在校门口聚集（演示）", 48,
            DisputeState.RESOLVED, "组织双方三次调解，签订协议（演示）", 44),
    Quarrel("橙子树幼儿园", (Party.NEIGHBOURS, Party.SCHOOL), "居民投诉早操音乐扰民（演示）", 27, DisputeState.RESOLVED,
            "园方调低音量，改在 8 时 30 分后播放（演示）", 22),
    Quarrel("青石坪小学", (Party.FIRM, Party.SCHOOL), "施工围挡占用接送区（演示）", 18, DisputeState.HANDED_ON,
            "已移交城管部门（演示）", 15, "区城市管理局"),
    Quarrel("星河幼儿园", (Party.PARENTS, Party.STAFF), "家长与教师因接送登记发生口角（演示）", 5,
            DisputeState.WORKED_ON, "已分别了解情况，约定周五当面沟通（演示）"),
)  # fmt: skip


def write_disputes(ground: Ground) -> None:
    """Write the disputes with their steps."""
    told = [quarrel for quarrel in QUARRELS if quarrel.school in ground.schools]
    rows = Dispute.objects.bulk_create(_dispute(ground, quarrel) for quarrel in told)
    steps = [step for quarrel, row in zip(told, rows, strict=True) for step in _done(ground, quarrel, row)]
    DisputeStep.objects.bulk_create(steps)
    ground.note_steps(steps, "dispute")
    ground.moments.extend(ground.at(quarrel.ended, 16) for quarrel in told if quarrel.ended)


def _dispute(ground: Ground, quarrel: Quarrel) -> Dispute:
    return Dispute(
        unit=ground.unit, school=ground.schools[quarrel.school], parties=list(quarrel.parties), text=quarrel.text,
        found_on=ground.day(quarrel.found), state=quarrel.state, handed_to=quarrel.handed_to, lead=ground.officers[0],
        ended_on=ground.day(quarrel.ended) if quarrel.ended else None, entered_by=ground.officers[0],
    )  # fmt: skip


def _done(ground: Ground, quarrel: Quarrel, row: Dispute) -> Iterator[DisputeStep]:
    begun = ground.at(quarrel.found, 11)
    yield DisputeStep(dispute=row, before="", after=DisputeState.FOUND, at=begun, by=row.lead)
    last = ground.at(quarrel.ended, 16) if quarrel.ended else begun + timedelta(hours=5)
    yield DisputeStep(
        dispute=row, before=DisputeState.FOUND, after=quarrel.state, at=last, by=row.lead, text=quarrel.done
    )
