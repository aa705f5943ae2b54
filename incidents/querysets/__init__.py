"""Reading cases."""

from incidents.querysets.cases import CaseQuerySet

__all__ = ["CaseQuerySet"]
