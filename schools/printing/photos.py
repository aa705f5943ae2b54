"""Photos as they are printed: small."""

import logging

from campus_safety.uploads.models import StoredFile

logger = logging.getLogger(__name__)


def preview_of(stored: StoredFile) -> bytes | None:
    """The small picture of a stored photo; None, and a warning, if the storage has lost it: the rest is printed."""
    try:
        with stored.preview.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        logger.warning("The preview of the stored file %s is missing.", stored.token)
        return None
