"""How a case is called in a line of a list or a notice."""

from incidents.models import Case


def title_of(case: Case) -> str:
    """Number and category: "2026-0003 theft". No query if the category came along."""
    return f"{case.number} {case.category}"


def where_of(case: Case) -> str:
    """The school, or the place off campus. No query if the school came along."""
    return case.place if case.is_off_campus else str(case.school)
