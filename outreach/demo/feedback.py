"""Feedback, all invented: two rounds that are over, one with six answers and one with four, and an open one."""

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
    """Write the rounds with their forms, and the answers of those that are over."""
    asked = [
        (_round(ground, "秋季满意度评价（演示）", 50, 36), (SIX,)),
        (_round(ground, "秋季满意度评价·第二批（演示）", 48, 34), (FOUR,)),
        (_round(ground, "冬季满意度评价（演示）", 3, -11), (SIX, FOUR)),
    ]
    rows = FeedbackRound.objects.bulk_create(row for row, _names in asked)
    forms = FeedbackForm.objects.bulk_create(
        FeedbackForm(round=row, school=ground.schools[name], audience=audience)
        for row, names in asked
        for name in names
        if name in ground.schools
        for audience in (Audience.HEADS, Audience.STAFF, Audience.PARENTS)
    )
    over = [form for form in forms if form.audience == Audience.PARENTS and form.round.is_closed(ground.today)]
    of_parents = {form.school.name: form for form in over}
    told = [marks for marks in ANSWERS if marks.school in of_parents]
    FeedbackAnswer.objects.bulk_create(
        _answer(ground, of_parents[marks.school], marks, number) for number, marks in enumerate(told)
    )
    for row in rows:
        ground.note(row, {"title": (None, row.title)}, row.entered_by, row.made_at)
    ground.moments.extend(midnight(row.last_day) for row in rows if row.is_closed(ground.today))


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
        form=form, round=form.round, device=device, on=form.round.first_day + timedelta(days=number),
        patrols=patrols, help=helps, manner=manner, teaching=teaching, overall=overall, text=marks.text,
    )  # fmt: skip
