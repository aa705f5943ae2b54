"""`manage.py compile_month YYYY-MM [--unit CODE]`."""

from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from campus_safety.accounts.models import Unit
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.periods import month_named


class Command(BaseCommand):
    """Compiles the figures of one month now, for one unit or for all."""

    help = "Compile the figures of a month, of every unit or of one."

    def add_arguments(self, parser: CommandParser) -> None:
        """The month, and at will one unit."""
        parser.add_argument("month", help="the month as YYYY-MM")
        parser.add_argument("--unit", metavar="CODE", help="the code of one unit; without it every unit")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, the units below before those above; say state, revision and the fingerprint of the figures."""
        try:
            period = month_named(options["month"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if period.first_day > timezone.localdate():
            raise CommandError(f"The month {period.code} has not begun.")
        for unit in _units(options["unit"]):
            report = compile_report(unit=unit, period=period)
            said = f"{report.get_state_display()} {report.revision} {report.fingerprint}"
            self.stdout.write(f"{period.code} {unit.code} {unit.name}: {said}")


def _units(code: str | None) -> list[Unit]:
    if code is None:
        return sorted(Unit.objects.with_tree_fields(), key=attrgetter("tree_depth"), reverse=True)
    units = list(Unit.objects.filter(code=code))
    if not units:
        raise CommandError(f"There is no unit {code}.")
    return units
