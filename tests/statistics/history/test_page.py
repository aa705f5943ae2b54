"""`/statistics/history/<pk>/`: imported figures as what they are."""

from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.factories.history import make_imported_period


def test_imported_figures_are_shown_with_their_source_and_no_rows(cast: Cast) -> None:
    period = make_imported_period(cast.station)
    client = signed_in(cast.commander)
    client.cookies["django_language"] = "en"

    page = client.get(f"/statistics/history/{period.pk}/").content.decode()

    for words in ("工作统计", "562", "over 90", "No rows stand behind these figures"):
        assert words in page
    assert "/patrols/outings/" not in page[page.index("<main") : page.index("</main")]


def test_imported_figures_are_the_commanders_of_the_unit(cast: Cast) -> None:
    period = make_imported_period(cast.station)

    found = answers(cast, f"/statistics/history/{period.pk}/")

    assert found == OWN_POLICE_ONLY | {"officer": 403, "other_officer": 403}
