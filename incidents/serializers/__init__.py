"""How the API shows cases, and what it takes in."""

from incidents.serializers.cases import CaseSerializer, OwnCaseSerializer
from incidents.serializers.parts import CaseActionSerializer, PropertyItemSerializer
from incidents.serializers.reports import CaseReportSerializer
from incidents.serializers.steps import (
    AcceptSerializer,
    AssignSerializer,
    DeadlineSerializer,
    NothingSerializer,
    WordsSerializer,
)

__all__ = [
    "AcceptSerializer",
    "AssignSerializer",
    "CaseActionSerializer",
    "CaseReportSerializer",
    "CaseSerializer",
    "DeadlineSerializer",
    "NothingSerializer",
    "OwnCaseSerializer",
    "PropertyItemSerializer",
    "WordsSerializer",
]
