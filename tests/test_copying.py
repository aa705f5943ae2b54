"""Rows that are copied in are the rows that were given, on every database."""

from datetime import time

from campus_safety.copying import copy_rows
from schools.models import School
from tests.cast import Cast
from tests.factories import PLACE

COLUMNS = ("unit_id", "name", "address", "latitude", "longitude", "arrives_at", "is_open")


def test_what_is_copied_in_is_what_was_given(cast: Cast) -> None:
    rows = [
        (cast.station.pk, 'a "quoted", name', "", *PLACE, None, True),
        (cast.station.pk, "a\nbreak\tand \\N", "渝州路 1 号", *PLACE, time(8, 5), False),
        (cast.station.pk, "NULL", "\\.", *PLACE, time(0), True),
    ]

    copy_rows(School, COLUMNS, rows)

    names = [row[1] for row in rows]
    kept = School.objects.filter(name__in=names).order_by("pk")
    assert list(kept.values_list(*COLUMNS)) == rows
    assert set(kept.values_list("head", "pupils", "dismisses_at")) == {("", 0, None)}


def test_no_rows_are_none(cast: Cast) -> None:
    before = School.objects.count()

    copy_rows(School, COLUMNS, [])

    assert School.objects.count() == before
