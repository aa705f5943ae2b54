"""What was answered to one person is stored by no browser; what is for everybody may be."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.clients import signed_in

PERSONAL = {
    "officer": ["/today/", "/schools/", "/schools/{school}/", "/patrols/check-ins/", "/api/v1/check-ins/"],
    "commander": ["/dashboard/"],
    "principal": ["/school/", "/api/v1/schools/"],
    "auditor": ["/audit/", "/audit/export/"],
    "administrator": ["/admin/", "/admin/accounts/user/"],
}


@pytest.mark.parametrize(("role", "page"), [(role, page) for role, pages in PERSONAL.items() for page in pages])
def test_a_personal_answer_is_not_stored(cast: Cast, role: str, page: str) -> None:
    user = cast.roles[role]
    assert user

    answer = signed_in(user).get(page.format(school=cast.school.pk))

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("page", ["/", "/api/v1/public/patrol-points.geojson"])
def test_what_is_for_everybody_may_be_kept(cast: Cast, client: Client, page: str) -> None:
    assert client.get(page).headers["Cache-Control"] == "public, no-cache"
