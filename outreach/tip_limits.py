"""How often the public may send tips: enough for a whole school behind one address, too little for a flood."""

from datetime import timedelta

from campus_safety.limits.actions import Limit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A school, or a mobile network, may share one address; a form that comes back with an error counts as well.
LEAVE_BY_ADDRESS = Limit(name="tips.leave", most=30, per=HOUR)
# Ten a minute, from wherever: far more than a district hears of, and what its officers could still look through.
LEAVE_IN_ALL = Limit(name="tips.leave_in_all", most=600, per=HOUR)
# Codes tried, right or wrong, and words added. Of 80 bits, so many tries find one in 2e16 hours.
FOLLOW_BY_ADDRESS = Limit(name="tips.follow", most=60, per=HOUR)
FOLLOW_IN_ALL = Limit(name="tips.follow_in_all", most=6000, per=HOUR)
# Of one tip, by whoever has its code.
WRITE_BY_TIP = Limit(name="tips.write", most=20, per=DAY)
