"""What a colleague has changed meanwhile is not overwritten unseen: of a case, an item and an action."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import Case
from incidents.states import CaseState
from tests.cast import Cast
from tests.clients import signed_in
from tests.factories.cases import make_action, make_case, make_item


def an_item(cast: Cast, case: Case) -> Any:
    """A phone, and the address of its form."""
    item = make_item(cast.officer, case)
    return item, reverse("incidents:item_edit", args=[item.pk])


def an_action(cast: Cast, case: Case) -> Any:
    """A stakeout, and the address of its form."""
    action = make_action(cast.officer, case, officers=[cast.officer, cast.colleague])
    return action, reverse("incidents:action_edit", args=[action.pk])


def itself(_cast: Cast, case: Case) -> Any:
    """The case, and the address of its form."""
    return case, reverse("incidents:edit", args=[case.pk])


def what_is_sent(client: Client, address: str) -> dict[str, Any]:
    """What a browser sends of the page's form, untouched."""
    fields = {bound.html_name: bound for bound in client.get(address).context["form"]}
    values = {name: bound.field.widget.format_value(bound.value()) for name, bound in fields.items()}
    return {name: value for name, value in values.items() if value}


@pytest.mark.parametrize(
    ("row_of", "field", "theirs", "mine", "other"),
    [
        (itself, "facts", "二楼办公室一部手机被盗", "place", "二楼"),
        (an_item, "value_cny", "1234.00", "description", "银色手机"),
        (an_action, "result", "嫌疑人出现", "hours", "0.5"),
    ],
)
def test_what_a_colleague_saved_first_is_shown_before_it_is_replaced(
    cast: Cast, row_of: Callable[[Cast, Case], Any], field: str, theirs: str, mine: str, other: str
) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    row, address = row_of(cast, make_case(cast.officer, cast.school, CaseState.INVESTIGATING, at=yesterday))
    officer, commander = signed_in(cast.officer), signed_in(cast.commander)
    sent = what_is_sent(officer, address)
    assert commander.post(address, what_is_sent(commander, address) | {field: theirs}).status_code == 302

    refused = officer.post(address, sent | {mine: other})
    row.refresh_from_db()
    kept = str(getattr(row, field))
    again = officer.post(address, sent | {mine: other, "seen": refused.context["form"]["seen"].value()})
    row.refresh_from_db()

    assert (refused.status_code, kept) == (400, theirs)
    assert (again.status_code, str(getattr(row, mine))) == (302, other)
