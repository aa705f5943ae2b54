"""Writing the calendar. Whoever follows it is told in the same transaction (campus_safety.calendars.followers)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campus_safety.accounts.models import Unit, User
from campus_safety.calendars.followers import tell_followers
from campus_safety.calendars.models import Day, KnownYear, Span
from campus_safety.wording import listed

MOST_NAMED = 3


@transaction.atomic
def save_span(*, span: Span) -> Span:
    """Write a term or break.

    Raises ValidationError if it overlaps with another of the unit for the same kind of school; but a break may lie
    within a term.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=span.unit_id)  # two at once are entered one after the other
    _refuse_overlap(span)
    span.save()
    _tell(span.unit)
    return span


def _refuse_overlap(span: Span) -> None:
    others = Span.objects.filter(unit=span.unit_id).exclude(pk=span.pk).between(span.first_day, span.last_day)
    if span.level:
        others = others.filter(level__in=["", span.level])
    for other in others:
        if not (_lies_within(span, other) or _lies_within(other, span)):
            raise ValidationError({"first_day": _("These days overlap with %(span)s.") % {"span": other}})


def _lies_within(inner: Span, outer: Span) -> bool:
    """Whether one is a break within a term that is the other."""
    is_break_of_term = (inner.kind, outer.kind) == (Span.Kind.BREAK, Span.Kind.TERM)
    return is_break_of_term and outer.first_day <= inner.first_day and inner.last_day <= outer.last_day


@transaction.atomic
def remove_span(*, span: Span) -> None:
    """Take a term or break out; the trail keeps what it was."""
    unit = span.unit
    span.delete()
    _tell(unit)


@transaction.atomic
def enter_days(*, day: Day, dates: Sequence[date]) -> list[Day]:
    """Write an own day for each of the dates, with all that `day` says but its date.

    Raises ValidationError if one of them is entered already for this unit and kind of school.
    """
    if day.unit_id is not None:
        Unit.objects.select_for_update(no_key=True).get(pk=day.unit_id)
    same = Day.objects.filter(unit=day.unit_id, level=day.level, on__in=dates).order_by("on")
    if taken := list(same.values_list("on", flat=True)):
        raise ValidationError({"first_day": _("Entered already: %(days)s.") % {"days": named(taken)}})
    written = [
        Day.objects.create(
            unit_id=day.unit_id, on=on, kind=day.kind, level=day.level, follows_weekday=day.follows_weekday,
            reason=day.reason,
        )
        for on in dates
    ]  # fmt: skip
    _tell(day.unit)
    return written


def named(days: Sequence[date]) -> str:
    """The first days of a row of them, in words."""
    words = listed(date_format(day, "SHORT_DATE_FORMAT") for day in days[:MOST_NAMED])
    return f"{words} …" if len(days) > MOST_NAMED else words


@transaction.atomic
def change_day(*, day: Day) -> Day:
    """Write what an own day says; its date, unit and kind of school stay."""
    day.save(update_fields=["kind", "follows_weekday", "reason"])
    _tell(day.unit)
    return day


@transaction.atomic
def remove_day(*, day: Day) -> None:
    """Take an own day out; the trail keeps what it was."""
    unit = day.unit
    day.delete()
    _tell(unit)


def _tell(unit: Unit | None) -> None:
    """Tell those who follow the schools of a unit and of those below it; of all units for the whole country."""
    below = None if unit is None else list(Unit.objects.at_or_below(unit).values_list("pk", flat=True))
    tell_followers(unit_ids=below)


@transaction.atomic
def note_known_year(*, by: User, year: int, source: str, at: datetime | None = None) -> KnownYear:
    """Note that the make-up days of a year are entered, or are none: nobody is warned of it any more.

    No school day changes by it. Raises ValidationError if the year is noted already.
    """
    if KnownYear.objects.filter(year=year).exists():
        raise ValidationError({"year": _("This year is noted as known already.")})
    return KnownYear.objects.create(year=year, source=source, noted_by=by, noted_at=at or timezone.now())


@transaction.atomic
def forget_known_year(*, known: KnownYear) -> None:
    """Take back that the make-up days of a year are known; its days stay."""
    known.delete()
