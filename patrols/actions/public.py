"""What the public reads is built once per change; a change says so here."""

from django.utils import timezone

from patrols.models import PublicCopy


def mark_public_stale() -> None:
    """Have every public copy built anew at the next look."""
    PublicCopy.objects.update(good_until=timezone.now())
