"""Moments as a browser sends them: read in Asia/Shanghai, and refused where no record can lie."""

import pytest
from django.core.exceptions import ValidationError

from campus_safety.moments import MomentField
from tests.factories import at


def test_a_moment_is_read_and_shown_in_shanghai_time() -> None:
    field = MomentField()

    assert field.clean("2026-11-23T08:30") == at("2026-11-23 08:30")
    assert field.widget.format_value(field.prepare_value(at("2026-11-23 08:30"))) == "2026-11-23T08:30"


@pytest.mark.parametrize(
    "text",
    ["08:30", "23.11.2026 08:30", "2026-02-30T08:30", "2026-11-23T25:00", "1999-12-31T23:59",
     "2101-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "yesterday"],
)  # fmt: skip
def test_what_no_record_can_have_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MomentField().clean(text)
    assert refused.value.code == "invalid"
