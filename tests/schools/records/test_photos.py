"""Photos: who sees them, how they are served, and that a removed one is gone."""

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from campus_safety.uploads.models import StoredFile
from schools.actions import rectify_hazard
from schools.actions.photos import keep_photos
from schools.models import Photo
from tests.cast import Cast
from tests.clients import OWN_POLICE_ONLY, answers, signed_in
from tests.factories.records import make_hazard, make_inspection, photo


def photo_of_hazard(cast: Cast) -> Photo:
    hazard = make_hazard(cast.officer, cast.school)
    rectify_hazard(by=cast.principal, hazard=hazard, photos=[photo()])
    return Photo.objects.get()


@pytest.mark.parametrize("page", ["", "preview/"])
def test_photo_of_a_hazard_by_role(cast: Cast, page: str) -> None:
    token = photo_of_hazard(cast).file.token
    found = answers(cast, f"/schools/photos/{token}/{page}")
    assert found == OWN_POLICE_ONLY | {"principal": 200, "other_principal": 404}


def test_photo_of_an_open_inspection_is_hidden_from_the_principal(cast: Cast) -> None:
    inspection = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    keep_photos(by=cast.officer, shown=inspection.results.get(), photos=[photo()], at=timezone.now())
    address = Photo.objects.get().get_absolute_url()
    before = signed_in(cast.principal).get(address).status_code
    signed_in(cast.officer).post(f"/schools/inspections/{inspection.pk}/finish/")
    assert (before, signed_in(cast.principal).get(address).status_code) == (404, 200)


def test_photo_is_served_in_a_sandbox(cast: Cast) -> None:
    answer = signed_in(cast.officer).get(photo_of_hazard(cast).get_absolute_url())
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db(transaction=True)
def test_removed_photo_is_gone_with_its_content(cast: Cast) -> None:
    found = photo_of_hazard(cast)
    paths = [found.file.content.name, found.file.preview.name]
    signed_in(cast.principal).post(f"/schools/photos/{found.file.token}/remove/")
    assert (Photo.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [default_storage.exists(path) for path in paths] == [False, False]


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("commander", 302), ("principal", 302), ("bureau", 302)])
def test_photo_is_removed_by_who_took_it_or_a_commander(cast: Cast, who: str, status: int) -> None:
    token = photo_of_hazard(cast).file.token
    assert signed_in(getattr(cast, who)).post(f"/schools/photos/{token}/remove/").status_code == status
