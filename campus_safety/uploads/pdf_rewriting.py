"""Checks one PDF and writes it anew, from standard input to standard output: a script, run by `pdfs.py`.

It has a process of its own, because its parser can limit neither the memory that an LZW stream unfolds to nor the time
that a thousand compressed streams take together. Here the kernel holds both limits, and a crash takes nothing along.
It runs isolated, so it imports nothing of the portal.
"""

import re
import resource
import signal
import sys
from io import BytesIO

import pikepdf
from pikepdf.settings import set_qpdf_limits

MOST_PAGES = 50
MOST_MEMORY_BYTES = 110 * 1024 * 1024
MOST_TIME_S = 0.7  # of the processor
MOST_UNFOLDED_BYTES = 16 * 1024 * 1024
METADATA = ("/Metadata", "/PieceInfo")
# Names of what runs, sends, plays or brings other files along (ISO 32000-2: 7.11.4, 12.6.4, 12.7.8, 13).
ACTIVE = re.compile(
    rb"/(JS|JavaScript|Launch|SubmitForm|ImportData|GoToE|EF|EmbeddedFiles?|FileAttachment|XFA|RichMedia\w*|3D\w*"
    rb"|Rendition|Movie|Sound)(?=[\s/<>()\[\]%]|$)"
)


class Refused(Exception):
    """The PDF is not taken; the text is one of the codes of `refusals.REASONS`."""


def rewrite(content: bytes) -> bytes:
    """The PDF written anew, without metadata and without what nothing in it refers to. Raises Refused."""
    set_qpdf_limits(flate_max_memory=MOST_UNFOLDED_BYTES, run_length_max_memory=MOST_UNFOLDED_BYTES)
    target = BytesIO()
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            _check(pdf)
            _drop_metadata(pdf)
            pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise Refused("damaged") from error  # a part of it is not what its place asks for
    return target.getvalue()


def _check(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise Refused("encrypted")
    if not pdf.pages:
        raise Refused("damaged")
    if len(pdf.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    for part in pdf.objects:
        named = part.stream_dict if isinstance(part, pikepdf.Stream) else part
        if ACTIVE.search(named.unparse(resolved=True)):
            raise Refused("active")


def _drop_metadata(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for part in pdf.objects:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            for key in METADATA:
                if key in part:
                    del part[key]


def main() -> None:
    """Limit this process, then rewrite what comes in; the reason of a refusal goes to standard error."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, MOST_TIME_S)  # its signal ends the process
    try:
        sys.stdout.buffer.write(rewrite(sys.stdin.buffer.read()))
    except Refused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
