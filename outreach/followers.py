"""What the work with schools does when patrols tell of something: a visit at the point of an event ties its outing."""

from outreach.actions.cover_days import follow_check_in
from patrols.event_visits import register
from patrols.models import CheckIn


def follow_visits(check_in: CheckIn) -> None:
    """Tie the outing of a check-in at an event's point to the event, in the transaction of the check-in."""
    follow_check_in(check_in=check_in)


register(follow_visits)
