"""Cases over the API: reported and worked on; what is done and was stolen to read. People are on the pages alone."""

from incidents.api.cases import CaseViewSet
from incidents.api.parts import CaseActionViewSet, PropertyItemViewSet
from incidents.api.steps import CaseStepViewSet

__all__ = ["CaseActionViewSet", "CaseStepViewSet", "CaseViewSet", "PropertyItemViewSet"]
