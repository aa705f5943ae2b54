"""Rounds of feedback: made, changed, ended early; and what is answered, by nobody in particular."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.audit.author import acting, anonymously
from campus_safety.audit.trail import Action, entry, record
from campus_safety.local_days import local_day
from campus_safety.notices.actions import write_notices
from outreach.feedback_audiences import audiences_at
from outreach.feedback_devices import device_hash
from outreach.feedback_notifying import drafts_of_new_round
from outreach.models import FeedbackAnswer, FeedbackForm, FeedbackRound
from outreach.models.feedback import BEST, SCORES, WORST
from schools.models import School

LONGEST = timedelta(days=92)


@transaction.atomic
def make_round(
    *, by: User, asked: FeedbackRound, schools: Collection[School], audiences: Collection[str],
    at: datetime | None = None,
) -> FeedbackRound:  # fmt: skip
    """Write a round, with a form for each school and each of the audiences that it has, and tell the principals.

    `schools` come with their levels. Raises ValidationError, by field: a first day that is past, a last day before it
    or more than 92 days on, no school, one of another unit, no audience, none that any of the schools has.
    """
    at = at or timezone.now()
    asked.title = asked.title.strip()
    forms = [FeedbackForm(school=school, audience=each) for school in schools for each in _at(school, audiences)]
    errors = dict(_errors_of_days(asked.title, asked.first_day, asked.last_day))
    if asked.first_day < local_day(at):
        errors["first_day"] = _("A round begins today or later.")
    errors |= _errors_of_forms(asked, schools, audiences, forms)
    if errors:
        raise ValidationError(errors)
    asked.made_at, asked.entered_by = at, by
    with acting(by):
        asked.save()
    for form in forms:
        form.round = asked
    record(*(_asked(form, by) for form in FeedbackForm.objects.bulk_create(forms)))
    write_notices(drafts=drafts_of_new_round(asked), at=at)
    return asked


@transaction.atomic
def change_round(
    *, by: User, asked: FeedbackRound, last_day: date, title: str | None = None, at: datetime | None = None
) -> FeedbackRound:
    """Give a round that is not over another last day, and another title unless it is None.

    Raises ValidationError, by field or, if it is over, for the whole.
    """
    today = local_day(at or timezone.now())
    locked = FeedbackRound.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.pk)
    if locked.is_closed(today):
        raise ValidationError(_("This round is over: what is published stays as it is."))
    title = locked.title if title is None else title.strip()
    errors = dict(_errors_of_days(title, locked.first_day, last_day))
    if last_day < today:
        errors.setdefault("last_day", _("The last day is today or later."))
    if errors:
        raise ValidationError(errors)
    locked.title, locked.last_day = title, last_day
    with acting(by):
        locked.save()
    return locked


def end_round(*, by: User, asked: FeedbackRound, at: datetime | None = None) -> FeedbackRound:
    """Make today the last day of a round. Raises ValidationError if it is over or has not begun."""
    at = at or timezone.now()
    return change_round(by=by, asked=asked, last_day=local_day(at), at=at)


@transaction.atomic
def answer_form(
    *, form: FeedbackForm, device: str, scores: Mapping[str, int], text: str = "", at: datetime | None = None
) -> FeedbackAnswer:
    """Keep an answer to a form, once for a device (its random id) and round. The trail has neither name nor address.

    Raises ValidationError: by field for a score that is none; for the whole, with the code `closed` or `answered`, if
    the round takes no answers today or has one of this device.
    """
    today = local_day(at or timezone.now())
    errors = {name: _("Choose one of the five.") for name in SCORES if not WORST <= scores.get(name, 0) <= BEST}
    if errors:
        raise ValidationError(errors)
    if not form.round.is_open(today):
        raise ValidationError(_("This form takes no answers today."), code="closed")
    answer = FeedbackAnswer(form=form, round=form.round, device=device_hash(form.round, device), on=today, **scores)
    answer.text = text.strip()
    try:
        with transaction.atomic(), anonymously():
            answer.save()
    except IntegrityError as error:
        raise ValidationError(_("This device has answered already."), code="answered") from error
    return answer


def _at(school: School, audiences: Collection[str]) -> list[str]:
    return audiences_at([each.level for each in school.levels.all()], audiences)


def _errors_of_days(title: str, first_day: date, last_day: date) -> Iterator[tuple[str, str]]:
    if not title:
        yield "title", _("Give the round a title.")
    if last_day < first_day:
        yield "last_day", _("The last day lies before the first.")
    elif last_day - first_day >= LONGEST:
        yield "last_day", _("A round lasts %(days)s days at most.") % {"days": LONGEST.days}


def _errors_of_forms(
    asked: FeedbackRound, schools: Collection[School], audiences: Collection[str], forms: Collection[FeedbackForm]
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not schools:
        errors["schools"] = _("Choose at least one school, or all of them.")
    elif any(school.unit_id != asked.unit_id for school in schools):
        errors["schools"] = _("Choose schools of the station.")
    if not audiences:
        errors["audiences"] = _("Choose who is asked.")
    elif schools and not forms:
        errors["audiences"] = _("Only middle, high and vocational schools have students of age to answer.")
    return errors


def _asked(form: FeedbackForm, by: User) -> LogEntry:
    changes = {"round": (None, form.round_id), "school": (None, form.school_id), "audience": (None, form.audience)}
    return entry(form, action=Action.CREATE, changes=changes, actor=by)
