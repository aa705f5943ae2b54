"""`manage.py make_duties --until DATE [--from DATE]`."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from patrols.actions import make_duties

LONGEST = timedelta(days=400)


class Command(BaseCommand):
    """Makes the duties of a span of days from points, windows and school days; again with the same result."""

    help = "Make the duties of every day until a date, from points, duty windows and school days."

    def add_arguments(self, parser: CommandParser) -> None:
        """The span, both days included."""
        parser.add_argument("--until", required=True, metavar="DATE", help="the last day, as YYYY-MM-DD")
        parser.add_argument("--from", dest="first", metavar="DATE", help="the first day; without it today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, but for windows that are over, and say what came of it."""
        until = _day("--until", options["until"])
        first = _day("--from", options["first"]) if options["first"] else timezone.localdate()
        if until < first:
            raise CommandError(f"--until {until} lies before the first day {first}.")
        if until - first > LONGEST:
            raise CommandError(f"From {first} to {until} is more than {LONGEST.days} days.")
        made = make_duties(first=first, until=until, not_before=timezone.now())
        self.stdout.write(
            f"{first} – {until}: {made.made} duties made, {made.changed} changed, {made.taken_back} taken back."
        )


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} {text}: a day is written as YYYY-MM-DD.") from error
