"""How often forms of feedback may be sent. A whole staff answers at a meeting, from one address of the school."""

from datetime import timedelta

from campus_safety.limits.actions import Limit

BY_ADDRESS = Limit(name="feedback.address", most=300, per=timedelta(hours=1))
IN_ALL = Limit(name="feedback.all", most=3000, per=timedelta(hours=1))
