"""One device that sends its answer several times in the same moment."""

import pytest
from django.core.exceptions import ValidationError

from outreach.actions.feedback import answer_form
from outreach.models import FeedbackAnswer
from tests.api.test_races import AT_ONCE, all_at_once
from tests.cast import Cast
from tests.factories.feedback import form_of, make_round, said

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_device_that_answers_at_once_answers_once(cast: Cast) -> None:
    form = form_of(make_round(cast.officer, cast.school), cast.school)

    def answer() -> tuple[int, str | None]:
        try:
            return answer_form(form=form, device="d" * 22, scores=said()).pk, "kept"
        except ValidationError as error:
            return 0, error.code

    results = all_at_once([answer] * AT_ONCE)

    assert sorted(str(word) for _pk, word in results) == ["answered"] * (AT_ONCE - 1) + ["kept"]
    assert FeedbackAnswer.objects.count() == 1
