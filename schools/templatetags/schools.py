"""What templates of the schools ask."""

from django import template

from campus_safety.accounts.models import User
from schools.models import Photo
from schools.permissions import may_remove_photo

register = template.Library()


@register.filter
def removable_by(photo: Photo, user: User) -> bool:
    """Whether the user may take the photo out."""
    return may_remove_photo(user, photo)
