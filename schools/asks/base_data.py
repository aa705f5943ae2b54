"""What is asked of a principal: to complete the base data of the own school."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_principal
from campus_safety.dashboard.asks_registry import Ask
from schools.gaps import gaps_of
from schools.models import School


def complete_base_data(user: User, at: datetime) -> Iterator[Ask]:
    """One ask that names everything that is missing: one query."""
    if not is_principal(user):
        return
    for school in School.objects.visible_to(user):
        gaps = gaps_of(school)
        if gaps:
            yield Ask(
                title=_("Complete the data of the school"),
                line=_("Still missing: %(gaps)s") % {"gaps": _(", ").join(map(str, gaps))},
                url=reverse("school:edit"),
                action=_("Fill it in"),
            )
