"""What a list that police and principals share stands in."""

from typing import Any

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import is_officer
from schools.models import School


def frame_of(user: User) -> dict[str, Any]:
    """What a list that police and principals share stands in: for a principal the page is the own school's."""
    if is_officer(user):
        return {"for_police": True}
    return {"frame": "schools/frame.html", "school": School.objects.visible_to(user).select_related("unit").first()}
