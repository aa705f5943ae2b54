"""A row of each part of the work with schools, for the addresses of its pages."""

from datetime import timedelta

from django.utils import timezone

from outreach.models import EventCover, Measure
from tests.cast import Cast
from tests.factories.activities import make_activity
from tests.factories.appointments import appoint, propose
from tests.factories.calls import make_call
from tests.factories.covers import make_cover
from tests.factories.feedback import form_of, make_round
from tests.factories.letters import make_letter
from tests.factories.opinions import make_dispute, make_opinion
from tests.factories.records import photo
from tests.factories.tips import make_tip


def rows_of_the_appointments(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of appointments name: one in force since today, and one whose letter is to be issued."""
    active, proposed = appoint(cast.officer, cast.school).pk, propose(cast.colleague, cast.school).pk
    return {
        **{f"outreach:appointment{name}": [active] for name in ("", "_evaluate")},
        "outreach:appointment_step": [proposed, "issue"],
    }


def rows_of_the_letters(cast: Cast) -> dict[str, list[object]]:
    """What letters and the API name: a letter of a term that runs, an activity, and a request for event cover."""
    letter = make_letter(cast.officer, cast.school)
    return {
        "outreach_public:letter": [letter.token],
        **{f"outreach:{name}": [letter.pk] for name in ("letter", "wall_notice")},
        "api:appointments-detail": [letter.pk],
        "api:activities-detail": [make_activity(cast.officer, cast.school).pk],
        "api:event_covers-detail": [make_cover(cast.officer, cast.school).pk],
    }


def rows_of_the_activities(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of activities name: one that was held, with a photo, one that is planned, and a measure."""
    held = make_activity(cast.officer, cast.school, photos=[photo()])
    planned = make_activity(cast.officer, cast.school, state="planned").pk
    token = held.photos.get().file.token
    measure, _made = Measure.objects.get_or_create(number=1)
    return {
        **{f"outreach:activity{name}": [held.pk] for name in ("", "_edit", "_answer")},
        "outreach:activity_step": [planned, "cancel"],
        **{f"outreach:activity_photo{name}": [token] for name in ("", "_preview", "_remove")},
        "outreach:measure_edit": [measure.pk],
    }


def rows_of_the_covers(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of event covers name: an undecided request, an event that is on, and one that is over."""
    now, hour = timezone.now(), timedelta(hours=1)
    asked = make_cover(cast.principal, cast.school, title="开学典礼").pk
    running, over = (
        make_cover(cast.principal, cast.school, "approved", commander=cast.commander, title=title)
        for title in ("运动会", "毕业典礼")
    )
    EventCover.objects.filter(pk=running.pk).update(starts_at=now - hour, ends_at=now + hour)
    EventCover.objects.filter(pk=over.pk).update(starts_at=now - 3 * hour, ends_at=now - 2 * hour)
    return {
        **{f"outreach:cover{name}": [asked] for name in ("", "_edit", "_checklist", "_checklist_print")},
        "outreach:cover_step": [asked, "approve"],
        "outreach:cover_start": [running.pk],
        "outreach:cover_rate": [over.pk],
    }


def rows_of_the_tips(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of tips name: one with a photo that nobody has taken up yet."""
    tip = make_tip(cast.station, school=cast.school, photo=photo()).pk
    return {
        **{f"outreach:{name}": [tip] for name in ("tip", "tip_photo", "tip_photo_remove")},
        "outreach:tip_step": [tip, "take-up"],
        "outreach:tip_turn": [tip, "case"],
    }


def rows_of_the_feedback(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of feedback name: a round that is open until tomorrow, its form, and a round that is over."""
    today, day = timezone.localdate(), timedelta(days=1)
    asked = make_round(cast.officer, cast.school, last_day=today + day)
    over = make_round(cast.officer, cast.school, first_day=today - day, last_day=today - day).pk
    form = form_of(asked, cast.school)
    return {
        "outreach_public:feedback": [form.token],
        **{f"outreach:feedback_{name}": [form.pk] for name in ("form", "poster")},
        **{f"outreach:feedback_{name}": [asked.pk] for name in ("round", "round_edit", "round_end", "posters")},
        "outreach:feedback_export": [over],
    }


def rows_of_the_words(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of opinions, disputes and calls name: one of each that waits, entered by the officer."""
    opinion, dispute = make_opinion(cast.officer, cast.school).pk, make_dispute(cast.officer, cast.school).pk
    call = make_call(cast.officer, cast.school, called_at=timezone.now(), needs_follow_up=True).pk
    return {
        "outreach:opinion": [opinion],
        "outreach:opinion_step": [opinion, "answer"],
        **{f"outreach:dispute{name}": [dispute] for name in ("", "_edit")},
        "outreach:dispute_step": [dispute, "work"],
        **{f"outreach:call{name}": [call] for name in ("", "_edit", "_follow_up")},
        "outreach:call_turn": [call, "case"],
    }
