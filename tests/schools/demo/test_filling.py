"""When and where the demonstration's records of schools are filled (`fill_records`)."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import models, transaction

from campus_safety.statistics.models import Figure, Report
from campus_safety.uploads.models import StoredFile
from patrols.demo import loading
from schools.demo.filling import Filled
from schools.models import (
    Document,
    Hazard,
    HazardStep,
    Inspection,
    ItemResult,
    NoticeLine,
    Photo,
    Premises,
    PremisesCheck,
    RectificationNotice,
    School,
)
from schools.states import HazardState
from tests.patrols.demonstration import NOW, PASSWORD, SEED
from tests.schools.demo.conftest import fill

pytestmark = pytest.mark.once

KEPT: tuple[type[models.Model], ...] = (
    Inspection, ItemResult, Hazard, HazardStep, RectificationNotice, NoticeLine, Premises, PremisesCheck, Photo,
    Document,
)  # fmt: skip
# Keys of the database, and files, whose tokens are random.
NOT_COMPARED = {"id", "file"}


def rows() -> dict[str, Counter[tuple[str, ...]]]:
    """All that was written."""
    return {model.__name__: Counter(map(_as_text, _with_related(model))) for model in KEPT}


def _with_related(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._default_manager.select_related(*(f.name for f in model._meta.concrete_fields if f.is_relation))


def _as_text(row: models.Model) -> tuple[str, ...]:
    names = [field.name for field in row._meta.concrete_fields if field.name not in NOT_COMPARED]
    return tuple(str(getattr(row, name)) for name in names)


def test_fill_records_again_changes_nothing(filled: Filled) -> None:
    before, trail, files = rows(), LogEntry.objects.count(), StoredFile.objects.count()

    again = fill(NOW + timedelta(days=3))

    assert again == Filled()
    assert (rows(), LogEntry.objects.count(), StoredFile.objects.count()) == (before, trail, files)


def test_fill_records_makes_the_same_rows_in_two_empty_databases(ground: None) -> None:
    made = []
    for _database in range(2):
        with transaction.atomic():
            fill()
            made.append(rows())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert made[0]["ItemResult"].total() > 400


def test_fill_records_invents_nothing_where_people_keep_records(ground: None) -> None:
    site = Premises.objects.create(
        unit=School.objects.earliest("pk").unit, kind="bar", name="酒吧", latitude=29.5, longitude=106.4
    )

    assert fill() == Filled()
    assert list(Premises.objects.all()) == [site]
    assert not Inspection.objects.exists()


def test_fill_records_leaves_out_a_school_that_people_have_renamed(ground: None) -> None:
    School.objects.filter(name="三峡幼儿园").update(name="改名的幼儿园")

    fill()

    renamed = School.objects.get(name="改名的幼儿园")
    assert not renamed.inspections.exists()
    assert not renamed.hazards.exists()
    assert Inspection.objects.filter(school__name="金色阳光幼儿园").exists()


def test_load_demo_fills_a_portal_that_was_loaded_before_there_were_records(
    few_days: None, ground: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before, time_machine.travel(NOW, tick=False):
        before.setattr(loading, "fill_records", lambda **_options: Filled())
        loading.load_demo(seed=SEED, password=PASSWORD, now=NOW)
    with time_machine.travel(NOW, tick=False):
        loaded = loading.load_demo(seed=SEED, password=PASSWORD, now=NOW)

    assert (loaded.check_ins, loaded.records > 150, loaded.months) == (0, True, ["2026-09", "2026-10"])
    figures = Figure.objects.filter(report__in=Report.objects.filter(unit__code="SPQ"), key="hazards_found")
    assert (
        sum(figure.value or 0 for figure in figures)
        == Hazard.objects.filter(unit__code="SPQ").exclude(state=HazardState.WITHDRAWN).count()
    )
