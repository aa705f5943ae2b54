"""What the public reads is built once per change; a change says so here."""

import gzip
import hashlib
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from patrols.models import PublicCopy
from patrols.public import memory
from patrols.public.contents import CONTENTS

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_COMPRESSED = 9


def mark_public_stale() -> None:
    """Have every public copy built anew at the next look: in this process at once, in others within 0.25 s."""
    PublicCopy.objects.update(good_until=timezone.now())
    transaction.on_commit(memory.forget)


def rebuild_public() -> int:
    """Build the copies that have expired (the worker's part). Returns how many there were."""
    now = timezone.now()
    good = set(PublicCopy.objects.filter(good_until__gt=now).values_list("key", flat=True))
    expired = [key for key in CONTENTS if key not in good]
    for key in expired:
        build_copy(key=key, at=now)
    return len(expired)


def build_copy(*, key: str, at: datetime) -> PublicCopy:
    """Build a copy of the rows as they are at `at`, and store it.

    The row is locked before anything is read: a change that is written meanwhile marks it stale afterwards, and is not
    lost. The same bytes again leave the stored ones alone.
    """
    content = CONTENTS[key]
    PublicCopy.objects.get_or_create(
        key=key, defaults={"plain": b"", "gzipped": b"", "built_at": _NEVER, "good_until": _NEVER}
    )
    with transaction.atomic():
        copy = PublicCopy.objects.select_for_update().get(key=key)
        made = content.make(at)
        digest = hashlib.sha256(made.body).hexdigest()[:32]
        copy.built_at, copy.good_until = at, made.good_until
        fields = ["built_at", "good_until"]
        if (digest, content.content_type) != (copy.etag, copy.content_type):
            copy.etag, copy.content_type, copy.plain = digest, content.content_type, made.body
            copy.gzipped = gzip.compress(made.body, _MOST_COMPRESSED, mtime=0)
            fields += ["etag", "content_type", "plain", "gzipped"]
        copy.save(update_fields=fields)
    return copy
