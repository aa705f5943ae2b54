"""The demonstration data as its tests load it."""

from collections import Counter
from datetime import date, datetime

import pytest
import time_machine
from django.db import models

from campus_safety.accounts.models import Unit, User
from campus_safety.notices.models import Notice
from campus_safety.statistics.models import Figure, Report
from patrols.demo import days
from patrols.demo.loading import load_demo
from patrols.models import CheckIn, Duty, DutyWindow, Outing, OutingOfficer, PatrolPoint, PointSign, VehicleDispatch
from schools.models import School, SchoolLevel
from tests.factories import at

# A Friday, in the middle of a dismissal, right after the National Day.
NOW = at("2026-10-09 16:30")
PASSWORD = "shown to everybody"
SEED = 7
KEPT = (
    Unit, User, School, SchoolLevel, PatrolPoint, PointSign, DutyWindow, Duty, Outing, OutingOfficer, VehicleDispatch,
    CheckIn, Report, Figure, Notice,
)  # fmt: skip


def load(now: datetime) -> datetime:
    """Load it, or fill it up, at a moment."""
    with time_machine.travel(now, tick=False):
        load_demo(seed=SEED, password=PASSWORD, now=now)
    return now


def load_few_days(patch: pytest.MonkeyPatch) -> None:
    """Let the demonstration be filled from 29 September on: quicker than three months, and no less telling."""
    patch.setattr(days, "FILLED_FROM", date(2026, 9, 29))
    patch.setattr(days, "MONTHS_BACK", 0)


def rows() -> dict[str, Counter[tuple[str, ...]]]:
    """All that was written, by natural keys: without what is drawn anew each time."""
    return {model.__name__: Counter(map(_as_text, _with_related(model))) for model in KEPT}


def _with_related(model: type[models.Model]) -> models.QuerySet[models.Model]:
    names = [field.name for field in model._meta.concrete_fields if field.is_relation]
    return model._default_manager.select_related(
        *names, *(f"{name}__point" for name in names if name in {"window", "duty", "sign"})
    )


def _as_text(row: models.Model) -> tuple[str, ...]:
    drawn = {"id", "password", "suggested_at"}  # by the database, with salt, and from the secret of the day
    if isinstance(row, Report | Figure):
        drawn |= {"breakdowns", "fingerprint", "hash", "rows_digests"}  # they name rows by their ids
    if isinstance(row, Notice):
        drawn |= {"key", "data", "url"}  # they name duties and cases by their ids
    fields = [field.name for field in row._meta.concrete_fields if field.name not in drawn]
    return tuple(str(getattr(row, name)) for name in fields)
