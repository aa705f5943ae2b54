"""Who may do what with what the station does with its schools. Which rows, `visible_to` has decided before."""

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import has_area, is_officer, is_principal
from schools.models import School


def works_with_outreach(user: User) -> bool:
    """Police of a station or above, and the principals, who see what concerns the own school."""
    return has_area(user) or is_principal(user)


def is_of_station(user: User) -> bool:
    """Police of a station or above: what schools do not see of each other, nor of the public."""
    return has_area(user)


def works_for(user: User, school: School) -> bool:
    """Police of the unit that the school belongs to, and the commanders above."""
    return is_officer(user) and school.unit_id in user.unit_ids
