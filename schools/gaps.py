"""What is still missing from a school's base data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schools.models import School


def gaps_of(school: School) -> list[str | Promise]:
    """What nobody has filled in yet, in words."""
    wanted: list[tuple[object, str | Promise]] = [
        (school.head, _("the head's name")),
        (school.head_phone, _("the head's phone")),
        (school.duty_phone, _("the gatehouse's phone")),
        (school.pupils, _("the number of pupils")),
        (school.staff, _("the number of staff")),
        (school.arrives_at, _("the time of arrival")),
        (school.dismisses_at, _("the time of dismissal")),
    ]
    return [words for value, words in wanted if not value]
