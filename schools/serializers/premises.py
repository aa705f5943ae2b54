"""How the API shows premises."""

from collections import defaultdict
from functools import cached_property
from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers

from campus_safety.accounts.permissions import signed_in
from schools.models import Premises, School
from schools.surroundings import NEAR_M, pairs


class PremisesSerializer(serializers.ModelSerializer[Premises]):
    """Premises with their unit's code. `schools` are the ids of the schools within 500 m, nearest first."""

    unit = serializers.SlugRelatedField[Premises](slug_field="code", read_only=True)
    is_overdue = serializers.SerializerMethodField()
    schools = serializers.SerializerMethodField()

    class Meta:
        model = Premises
        fields: ClassVar = [
            "id", "name", "kind", "unit", "address", "latitude", "longitude", "contact", "contact_phone",
            "temporary_residents", "note", "is_open", "last_check_on", "next_check_on", "is_overdue", "schools",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_overdue(self, premises: Premises) -> bool:
        """Whether the next check should have been made before today."""
        return premises.is_overdue(timezone.localdate())

    def get_schools(self, premises: Premises) -> list[int]:
        """Ids of the open schools within 500 m that the user may see, nearest first."""
        return self._schools_near[premises.pk]

    @cached_property
    def _schools_near(self) -> dict[int, list[int]]:
        """{key of premises: ids of schools} of all that is shown: one query."""
        shown: Any = self.root.instance  # one row, or all of a page
        schools = School.objects.visible_to(signed_in(self.context["request"])).filter(is_open=True)
        found: dict[int, list[int]] = defaultdict(list)
        for school, site, _distance in pairs(schools, [shown] if isinstance(shown, Premises) else shown, NEAR_M):
            found[site.pk].append(school.pk)
        return found
