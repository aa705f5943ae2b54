"""What is kept of cases."""

from incidents.models.cases import Case, CaseStep, Category

__all__ = ["Case", "CaseStep", "Category"]
