"""`manage.py load_demo [--if-empty] [--seed N]`."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from campus_safety.accounts.demonstration import account_lines, settle_password
from patrols.actions.making import DAYS_AHEAD, make_duties
from patrols.demo.loading import has_other_data, load_demo, loaded_seed, set_password

SEED = 2018


class Command(BaseCommand):
    """Makes the demonstration data, or fills it up to now; safe to run again."""

    help = "Load the demonstration data (演示数据), or fill it up to now."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do in a database that has data of its own, and from which seed."""
        parser.add_argument("--if-empty", action="store_true", help="leave data that is no demonstration data alone")
        parser.add_argument("--seed", type=int, help=f"the number that everything follows from (default {SEED})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was made and with which accounts to sign in."""
        if not settings.DEMO:
            raise CommandError("DEMO=0: this portal takes no demonstration data.")
        now = timezone.now()
        if has_other_data():
            self._leave_alone(options["if_empty"])
            return
        seed = self._seed(options["seed"])
        password, was_loaded = settle_password(), loaded_seed() is not None
        if was_loaded:
            set_password(password)
        loaded = load_demo(seed=seed, password=password, now=now)
        self.stdout.write(
            f"Demonstration data (演示数据), seed {seed}: {loaded.duties} duties, {loaded.outings} outings, "
            f"{loaded.check_ins} check-ins and {loaded.records} records of schools new; "
            f"months compiled: {', '.join(loaded.months) or 'none'}."
        )
        if not options["if_empty"]:  # `make run` has them told by `announce`
            self.stdout.write("\n".join(account_lines(password)))

    def _leave_alone(self, is_allowed: bool) -> None:
        if not is_allowed:
            raise CommandError("This database holds data of its own: demonstration data goes into an empty one.")
        today = timezone.localdate()
        made = make_duties(first=today, until=today + timedelta(days=DAYS_AHEAD), not_before=timezone.now()).made
        self.stdout.write(f"This database holds data of its own: no demonstration data; {made} coming duties made.")

    def _seed(self, wanted: int | None) -> int:
        loaded = loaded_seed()
        if loaded is None:
            return SEED if wanted is None else wanted
        if wanted not in {None, loaded}:
            raise CommandError(
                f"The demonstration data here is of seed {loaded}: another seed needs an empty database."
            )
        return loaded
