"""What a report over the API takes in."""

from typing import ClassVar

from campus_safety.api.fields import ChoiceField, MomentField, NumberField, TextField, UUIDField, WholeNumberField
from incidents.claims import ReportClaim
from incidents.models import Case
from incidents.serializers.free_text import FreeTextSerializer, TruthField

MOST_ID = 2**63 - 1


class CaseReportSerializer(FreeTextSerializer):
    """A report of a case: `unit` and `category` by code, `school` by id, degrees in WGS-84.

    `way`, `unit` and `reported_at` are police's to say. A principal's report is of the own school, and made now.
    """

    free_texts: ClassVar[tuple[str, ...]] = ("facts", "place")

    uuid = UUIDField()
    category = TextField(max_length=30)
    occurred_from = MomentField()
    occurred_until = MomentField()
    facts = TextField(max_length=2000)
    way = ChoiceField(Case.Way.choices, required=False, help_text="Needed of police.")
    unit = TextField(max_length=20, required=False, help_text="Needed where there are several.")
    school = WholeNumberField(min_value=1, max_value=MOST_ID, allow_null=True, required=False)
    event = ChoiceField(Case.Event.choices, allow_blank=True, required=False)
    is_off_campus = TruthField(required=False)
    place = TextField(max_length=100, allow_blank=True, required=False)
    latitude = NumberField(allow_null=True, required=False)
    longitude = NumberField(allow_null=True, required=False)
    reported_at = MomentField(required=False)

    @property
    def claim(self) -> ReportClaim:
        """What is asked for, once it is valid."""
        return ReportClaim(**self.validated_data)
