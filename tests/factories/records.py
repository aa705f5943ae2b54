"""Rows of what is recorded about a school: inspections, hazards, notices, documents; made by the actions themselves."""

import itertools
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from campus_safety.accounts.models import User
from campus_safety.uploads.content import Taken, take
from campus_safety.uploads.models import Kind
from schools.actions import (
    add_document,
    enter_hazard,
    finish_inspection,
    issue_notice,
    record_result,
    rectify_hazard,
    start_inspection,
    verify_hazard,
    withdraw_hazard,
)
from schools.models import Document, Hazard, Inspection, RectificationNotice, School
from schools.states import HazardState
from tests.uploads.pictures import jpeg, pdf

_numbers = itertools.count(1)
ALL_PASS = {"closed_campus": "pass", "guards_full_time": "pass", "alarm_linked": "pass", "gate_duty": "pass"}


@cache
def photo(color: str = "teal") -> Taken:
    """A checked photo of one colour."""
    return take(ContentFile(jpeg(64, 48, color=color), name="photo.jpg"), kinds=[Kind.IMAGE])


@cache
def document_file() -> Taken:
    """A checked PDF of one page."""
    return take(ContentFile(pdf(), name="document.pdf"), kinds=[Kind.PDF])


def make_inspection(
    inspector: User,
    school: School,
    outcomes: Mapping[str, str] = ALL_PASS,
    *,
    at: datetime | None = None,
    is_finished: bool = True,
) -> Inspection:
    """An inspection with these outcomes by item; a self-check if the inspector is a principal."""
    at = at or timezone.now()
    inspection = start_inspection(by=inspector, school=school, at=at)
    for item, outcome in outcomes.items():
        record_result(by=inspector, inspection=inspection, item=item, outcome=outcome, at=at)
    return finish_inspection(inspection=inspection, at=at) if is_finished else inspection


def make_hazard(by: User, school: School, state: str = HazardState.OPEN, **fields: Any) -> Hazard:
    """A hazard at a school that has come to this state; due in a week unless said otherwise."""
    at = fields.pop("at", None) or timezone.now()
    values = {
        "description": f"隐患 {next(_numbers)}",
        "due_on": timezone.localdate() + timedelta(days=7),
        "source": Hazard.Source.PATROL,
        "officer": by if by.role != User.Role.PRINCIPAL else None,
    } | fields
    hazard = enter_hazard(by=by, hazard=Hazard(unit_id=school.unit_id, school=school, **values), at=at)
    if state in {HazardState.RECTIFIED, HazardState.VERIFIED}:
        hazard = rectify_hazard(by=by, hazard=hazard, text="已整改")
    if state == HazardState.VERIFIED:
        hazard = verify_hazard(by=by, hazard=hazard)
    if state == HazardState.WITHDRAWN:
        hazard = withdraw_hazard(by=by, hazard=hazard, text="重复登记")
    return hazard


def make_notice(by: User, *hazards: Hazard, at: datetime | None = None) -> RectificationNotice:
    """A notice on these hazards."""
    return issue_notice(by=by, hazards=hazards, at=at)


def make_document(by: User, school: School, *, valid_until: date | None = None, **fields: Any) -> Document:
    """A document in force, a PDF of one page."""
    values = {"kind": Document.Kind.FIRE, "title": f"文件 {next(_numbers)}", "valid_until": valid_until} | fields
    return add_document(by=by, document=Document(school=school, **values), taken=document_file())
