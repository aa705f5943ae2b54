"""Feedback, all invented: a round that has closed, with six answers at one school and four at another; an open one."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.crypto import salted_hmac

from campus_safety.local_days import midnight
from outreach.demo.ground import Ground
from outreach.models import FeedbackAnswer, FeedbackForm, FeedbackRound

Audience = FeedbackForm.Audience
SIX, FOUR = "三峡幼儿园", "金色阳光幼儿园"


@dataclass(frozen=True, slots=True)
class Marks:
    """One answer of a parent: where, the five scores, the words."""

    school: str
    scores: tuple[int, int, int, int, int]
    text: str = ""


ANSWERS = (
    Marks(SIX, (5, 5, 5, 4, 5), "每天早上都能看到民警，放心（演示）"),
    Marks(SIX, (4, 5, 5, 4, 4)),
    Marks(SIX, (5, 4, 5, 5, 5), "希望下雨天也有人疏导（演示）"),
    Marks(SIX, (3, 4, 4, 4, 4)),
    Marks(SIX, (5, 5, 5, 5, 5)),
    Marks(SIX, (4, 3, 4, 3, 3), "法治课可以多一些（演示）"),
    Marks(FOUR, (4, 4, 5, 4, 4)),
    Marks(FOUR, (5, 5, 5, 5, 5)),
    Marks(FOUR, (3, 3, 4, 3, 3)),
    Marks(FOUR, (4, 5, 4, 4, 4)),
)


def write_feedback(ground: Ground) -> None:
    """Write the two rounds with the forms of two schools, and the answers of the closed one."""
    closed = _round(ground, "秋季家长、园长满意度评价（演示）", 50, 36)
    running = _round(ground, "冬季满意度评价（演示）", 3, -11)
    rows = FeedbackRound.objects.bulk_create([closed, running])
    schools = [ground.schools[name] for name in (SIX, FOUR) if name in ground.schools]
    forms = FeedbackForm.objects.bulk_create(
        FeedbackForm(round=row, school=school, audience=audience)
        for row in rows
        for school in schools
        for audience in (Audience.HEADS, Audience.STAFF, Audience.PARENTS)
    )
    of_parents = {
        form.school.name: form for form in forms if form.audience == Audience.PARENTS and form.round_id == closed.pk
    }
    told = [marks for marks in ANSWERS if marks.school in of_parents]
    FeedbackAnswer.objects.bulk_create(
        _answer(ground, of_parents[marks.school], marks, number) for number, marks in enumerate(told)
    )
    for row in rows:
        ground.note(row, {"title": (None, row.title)}, row.entered_by, row.made_at)
    ground.moments.append(midnight(closed.last_day))


def _round(ground: Ground, title: str, first: int, last: int) -> FeedbackRound:
    begun = ground.day(first)
    return FeedbackRound(
        unit=ground.unit, title=title, first_day=begun, last_day=ground.day(last), entered_by=ground.commander,
        made_at=midnight(begun) - timedelta(hours=6),
    )  # fmt: skip


def _answer(ground: Ground, form: FeedbackForm, marks: Marks, number: int) -> FeedbackAnswer:
    patrols, helps, manner, teaching, overall = marks.scores
    device = salted_hmac("outreach.demo", f"{form.round.secret} {number}", algorithm="sha256").hexdigest()
    return FeedbackAnswer(
        form=form, round=form.round, device=device, on=ground.day(49 - number), patrols=patrols, help=helps,
        manner=manner, teaching=teaching, overall=overall, text=marks.text,
    )  # fmt: skip
