"""How premises are shown on a map."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from campus_safety.geo.map_data import PremisesMark
from campus_safety.wording import listed
from schools.models import Premises
from schools.surroundings import Breach


def premises_mark(
    premises: Premises, *, breaches: Sequence[Breach], is_late: bool, url: str | None = None
) -> PremisesMark:
    """The mark of premises: bolder where a rule keeps them away, red where their check is overdue.

    It opens their page unless `url` says otherwise.
    """
    kind = premises.get_kind_display()
    words = [kind, premises.name]
    if breaches:
        words.append(_("breaks a rule") if any(each.rule.is_checked for each in breaches) else _("to be looked at"))
    if is_late:
        words.append(_("check overdue"))
    return PremisesMark(
        label=listed(words),
        word=kind.split()[0],
        lat=premises.latitude,
        lng=premises.longitude,
        is_flagged=bool(breaches),
        is_late=is_late,
        url=premises.get_absolute_url() if url is None else url,
    )
