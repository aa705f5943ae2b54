"""What a refused write must leave as it was: how many rows each table has."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps


def row_counts(app: str = "") -> dict[str, int]:
    """The rows of every table of the portal, or of one app, by model."""
    models = apps.get_app_config(app).get_models() if app else apps.get_models()
    return {model._meta.label: model._default_manager.count() for model in models}


@contextmanager
def nothing_written(app: str = "") -> Iterator[None]:
    """Whatever happens inside, no table, or none of this app, gains or loses a row."""
    before = row_counts(app)
    yield
    assert row_counts(app) == before
