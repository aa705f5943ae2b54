"""The kind of a school in words."""

from schools.models import SchoolLevel


def levels_in_words(names: str) -> str:
    """Levels as the trail keeps them ("middle, primary") in words."""
    labels = {str(value): str(label) for value, label in SchoolLevel.Level.choices}
    return "、".join(labels.get(name, name) for name in names.split(", "))
