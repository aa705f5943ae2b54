"""Photos of activities: looked at before they are kept, served to whom the activity is, taken out for good."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from outreach.models import ActivityPhoto
from tests.cast import Cast
from tests.clients import answers, signed_in
from tests.counting import nothing_written
from tests.factories.activities import make_activity
from tests.factories.records import photo
from tests.outreach.activities.test_activity_pages import NEW, OWN_SCHOOL_TOO, filled
from tests.uploads.pictures import jpeg


def test_photos_need_a_look_at_them(cast: Cast) -> None:
    client, address = signed_in(cast.officer), f"{NEW}?kind=visit"

    def picture() -> SimpleUploadedFile:
        return SimpleUploadedFile("drill.jpg", jpeg(64, 48), "image/jpeg")

    refused = client.post(address, filled(cast, photos=picture()))
    answer = client.post(address, filled(cast, photos=picture(), no_child="on"))

    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["no_child"])
    assert (answer.status_code, ActivityPhoto.objects.count()) == (302, 1)


def test_a_photo_is_there_for_whom_the_activity_is(cast: Cast) -> None:
    token = make_activity(cast.officer, cast.school, photos=[photo()]).photos.get().file.token
    assert answers(cast, reverse("outreach:activity_photo", args=[token])) == OWN_SCHOOL_TOO
    assert answers(cast, reverse("outreach:activity_photo_preview", args=[token])) == OWN_SCHOOL_TOO


def test_a_photo_is_taken_out_after_it_was_asked_for(cast: Cast) -> None:
    made = make_activity(cast.officer, cast.school, photos=[photo()])
    address = reverse("outreach:activity_photo_remove", args=[made.photos.get().file.token])
    refused = [signed_in(user).post(address).status_code for user in (cast.colleague, cast.principal)]
    client = signed_in(cast.officer)
    with nothing_written():
        client.get(address)

    answer = client.post(address)

    assert (refused, answer.headers["Location"]) == ([403, 403], made.get_absolute_url())
    assert not ActivityPhoto.objects.exists()
