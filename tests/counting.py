"""What a refused write must leave as it was: how many rows each table has."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps


def row_counts() -> dict[str, int]:
    """The rows of every table of the portal, by model."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@contextmanager
def nothing_written() -> Iterator[None]:
    """Whatever happens inside, no table gains or loses a row."""
    before = row_counts()
    yield
    assert row_counts() == before
