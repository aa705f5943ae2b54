"""PDF documents, written anew by a process of its own: see `pdf_rewriting`."""

import logging
import subprocess
import sys
from pathlib import Path

from campus_safety.uploads.refusals import REASONS, refusal

logger = logging.getLogger(__name__)
COMMAND = (sys.executable, "-I", str(Path(__file__).with_name("pdf_rewriting.py")))
LONGEST_WAIT_S = 10


def rewrite(content: bytes) -> bytes:
    """The PDF written anew, without metadata and without what nothing in it refers to.

    Raises ValidationError: `damaged`, `encrypted`, `too_many_pages`, `active`, or `too_complex` for what reaches the
    limits of memory and time.
    """
    try:
        done = subprocess.run(COMMAND, input=content, capture_output=True, timeout=LONGEST_WAIT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise refusal("too_complex") from error
    if done.returncode == 0:
        return done.stdout
    reason = done.stderr.decode(errors="replace").strip()
    if reason in REASONS:
        raise refusal(reason)
    logger.warning("A PDF was given up with %s: %s", done.returncode, reason[-300:])
    raise refusal("too_complex")
