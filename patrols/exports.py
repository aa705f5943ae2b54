"""The lists of outings, check-ins and duties as worksheets. A column of numbers adds up to the total over the list."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.spreadsheets.writing import Heading, Sheet, Value
from campus_safety.wording import listed
from patrols.findings import flags_in_words
from patrols.models import CheckIn, CheckInReview, Duty, Outing, Vehicle
from patrols.states import MARK_WORDS, DutyState, duty_mark

CHUNK = 500


def outings_sheet(
    rows: Any, unit_ids: Collection[int], *, officer: User | None = None, vehicle: Vehicle | None = None
) -> Sheet:
    """The outings, with what these units count of each, as `outing_totals` does."""
    headings = [
        Heading(_("Started at"), 17),
        Heading(_("Ended at"), 17),
        Heading(_("Leading unit"), 18),
        Heading(_("Other units"), 18),
        Heading(_("Kind"), 12),
        Heading(_("Topic"), 16),
        Heading(_("Officers"), 30),
        Heading(_("Vehicles"), 22),
        Heading(_("Police officers"), 10),
        Heading(_("Police vehicles sent out"), 10),
        Heading(_("Volunteers"), 10),
        Heading(_("Problems found"), 10),
        Heading(_("Note"), 30),
    ]

    def lines() -> Iterator[list[Value]]:
        outing: Outing
        for outing in rows.with_team().iterator(chunk_size=CHUNK):
            team, cars, is_led = outing.officers.all(), outing.dispatches.all(), outing.unit_id in unit_ids
            yield [
                outing.started_at,
                outing.ended_at,
                outing.unit.name,
                listed(unit.name for unit in outing.units.all()),
                outing.get_kind_display(),
                outing.get_topic_display(),
                listed(str(one.officer) for one in team),
                listed(one.vehicle.plate for one in cars),
                sum(one.unit_id in unit_ids and officer in {None, one.officer} for one in team),
                sum(one.unit_id in unit_ids and vehicle in {None, one.vehicle} for one in cars),
                outing.volunteers if is_led else 0,
                outing.problems_found if is_led else None,
                outing.note,
            ]

    return Sheet(_("Outings"), headings, lines())


def check_ins_sheet(rows: Any) -> Sheet:
    """The check-ins, without a coordinate. What a commander has rejected counts 0."""
    headings = [
        Heading(_("Captured at"), 17),
        Heading(_("Code"), 10),
        Heading(_("Patrol point"), 28),
        Heading(_("Officer"), 14),
        Heading(_("Method"), 14),
        Heading(_("Distance (m)"), 12),
        Heading(_("Flags"), 30),
        Heading(_("Review"), 12),
        Heading(_("Counted"), 10),
    ]

    def lines() -> Iterator[list[Value]]:
        check_in: CheckIn
        for check_in in rows.with_all().iterator(chunk_size=CHUNK):
            review: CheckInReview | None = getattr(check_in, "review", None)
            yield [
                check_in.captured_at,
                check_in.point.code,
                check_in.point.name,
                str(check_in.officer),
                check_in.get_method_display(),
                check_in.distance_m,
                flags_in_words(", ".join(check_in.flags)) if check_in.flags else None,
                review.get_outcome_display() if review else None,
                int(review is None or review.outcome != CheckInReview.Outcome.REJECTED),
            ]

    return Sheet(_("Check-ins"), headings, lines())


def duties_sheet(rows: QuerySet[Duty], at: datetime) -> Sheet:
    """The duties, as they stand at a moment."""
    headings = [
        Heading(_("Day"), 12),
        Heading(_("From"), 17),
        Heading(_("Until"), 17),
        Heading(_("Code"), 10),
        Heading(_("Patrol point"), 28),
        Heading(_("Occasion"), 12),
        Heading(_("State"), 14),
        Heading(_("Visited at"), 17),
        Heading(_("Reason"), 30),
        Heading(_("Duties due"), 10),
        Heading(_("Duties done"), 10),
    ]

    def lines() -> Iterator[list[Value]]:
        for duty in rows.select_related("point", "window").iterator(chunk_size=CHUNK):
            is_due = duty.ends_at <= at and duty.state != DutyState.CANCELLED
            yield [
                duty.on,
                duty.starts_at,
                duty.ends_at,
                duty.point.code,
                duty.point.name,
                duty.window.get_occasion_display(),
                str(MARK_WORDS[duty_mark(duty.state, duty.starts_at, duty.ends_at, at)]),
                duty.visited_at,
                duty.reason,
                int(is_due),
                int(is_due and duty.state == DutyState.DONE),
            ]

    return Sheet(_("Duties"), headings, lines())
