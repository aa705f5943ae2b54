"""`manage.py make_duties --until DATE [--from DATE]`."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from patrols.actions import make_duties

LONGEST = timedelta(days=400)


class Command(BaseCommand):
    """Makes the duties of a span of days from points and windows; again with the same result."""

    help = "Make the duties of every day until a date, from points and duty windows."

    def add_arguments(self, parser: CommandParser) -> None:
        """The span, both days included."""
        parser.add_argument("--until", required=True, metavar="DATE", help="the last day, as YYYY-MM-DD")
        parser.add_argument("--from", dest="first", metavar="DATE", help="the first day; without it today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say how many were new."""
        until = _day("--until", options["until"])
        first = _day("--from", options["first"]) if options["first"] else timezone.localdate()
        if until < first:
            raise CommandError(f"--until {until} lies before the first day {first}.")
        if until - first > LONGEST:
            raise CommandError(f"From {first} to {until} is more than {LONGEST.days} days.")
        made = make_duties(first=first, until=until)
        self.stdout.write(f"{first} – {until}: {made} duties made.")


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} {text}: a day is written as YYYY-MM-DD.") from error
