"""Rows behind the addresses that show one: all of the station of Shipingqiao, entered by its officer."""

from datetime import date, timedelta

from django.urls import get_resolver, reverse
from django.utils import timezone

from campus_safety.calendars.models import Span
from campus_safety.statistics.actions.compiling import compile_report
from campus_safety.statistics.periods import month_of
from schools.actions import answer_inspection, end_document, rectify_hazard
from schools.models import Photo
from tests.access.rows_of_outreach import (
    rows_of_the_activities,
    rows_of_the_appointments,
    rows_of_the_covers,
    rows_of_the_feedback,
    rows_of_the_letters,
    rows_of_the_tips,
    rows_of_the_words,
)
from tests.access.test_public_views import patterns
from tests.cast import Cast
from tests.factories import make_check_in, make_duty, make_outing, make_point, make_vehicle, make_window
from tests.factories.calendars import make_day, make_known_year, make_school_day, make_span
from tests.factories.cases import make_action, make_case, make_item, make_note, make_person
from tests.factories.evidence import make_confirmation, make_posted_sign
from tests.factories.history import make_imported_period
from tests.factories.minutes import make_secret
from tests.factories.notices import make_approved_host, make_channel, make_message
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice, photo
from tests.factories.reports import make_checked_report
from tests.factories.roster import make_entry, make_swap, make_team
from tests.factories.schools import make_premises


def page_names() -> list[str]:
    """The names of the portal's own pages: neither the API nor Django's admin."""
    return [name for name, _pattern in patterns(get_resolver()) if not name.startswith(("api:", "admin:"))]


def resource_names() -> list[str]:
    """The names of the API's addresses."""
    return [name for name, _pattern in patterns(get_resolver()) if name.startswith("api:")]


def rows_of_the_schools(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of the schools' area name: rows of one school and its premises, all entered by the officer."""
    school, premises = cast.school.pk, make_premises(cast.station).pk
    open_one = make_inspection(cast.officer, cast.school, {"exits": "fail"}, is_finished=False)
    finished = make_inspection(cast.colleague, cast.school)
    objected = make_inspection(cast.colleague, cast.school)
    answer_inspection(by=cast.principal, inspection=objected, answer="objected", note="日期不对")
    hazard = make_hazard(cast.officer, cast.school)
    rectify_hazard(by=cast.principal, hazard=make_hazard(cast.officer, cast.school), photos=[photo()])
    notice = make_notice(cast.officer, hazard).pk
    document, ended = make_document(cast.officer, cast.school), make_document(cast.officer, cast.school)
    end_document(by=cast.officer, document=ended)
    token = Photo.objects.get().file.token
    of_school = ("detail", "edit", "timeline", "dossier_print", "sheet", "sheet_export", "inspection_new", "hazard_new")
    return {
        **{f"schools:{name}": [school] for name in (*of_school, "notice_new", "document_new")},
        **{f"schools:premises{name}": [premises] for name in ("", "_edit", "_check", "_hazard_new", "_notice_new")},
        **{f"schools:inspection_{name}": [open_one.pk] for name in ("finish", "discard")},
        "schools:inspection_item": [open_one.pk, "exits"],
        **{f"schools:{name}": [finished.pk] for name in ("inspection", "inspection_answer")},
        "schools:inspection_reply": [objected.pk],
        "schools:hazard": [hazard.pk],
        "schools:hazard_step": [hazard.pk, "rectify"],
        **{f"schools:notice{name}": [notice] for name in ("", "_print", "_receive")},
        **{f"schools:document{name}": [document.pk] for name in ("", "_file", "_replace", "_end")},
        "schools:document_restore": [ended.pk],
        **{f"schools:photo{name}": [token] for name in ("", "_preview", "_remove")},
        "api:schools-detail": [school],
        "api:hazards-detail": [hazard.pk],
        "api:inspections-detail": [finished.pk],
        "api:premises-detail": [premises],
    }


def rows_of_the_calendar(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of the calendar name: a term and a day of the station, a known year, a day of the school."""
    today = timezone.localdate()
    term = make_span(cast.station, Span.Kind.TERM, today, today + timedelta(days=100)).pk
    day, known = make_day(cast.station, today).pk, make_known_year(cast.administrator).pk
    of_school = make_school_day(cast.officer, cast.school, today).pk
    return {
        **{f"calendars:span_{verb}": [term] for verb in ("edit", "remove")},
        **{f"calendars:day_{verb}": [day] for verb in ("edit", "remove")},
        "calendars:known_year_remove": [known],
        **{f"schools:{name}": [cast.school.pk] for name in ("days", "day_new")},
        **{f"schools:day_{verb}": [of_school] for verb in ("edit", "remove")},
    }


def rows_of_the_evidence(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of signs and visits name: a sign that the officer posted with a photo, visits at its point."""
    now = timezone.now()
    point = make_point(cast.station, "SPQ-90")
    sign = make_posted_sign(cast.officer, point, timezone.localdate())
    seen, confirmed = (make_check_in(cast.officer, cast.point, now) for _each in range(2))
    make_confirmation(cast.principal, cast.school, confirmed, now)
    return {
        **{f"patrols:sign_{name}": [cast.point.code] for name in ("print", "replace", "posted")},
        **{f"patrols:sign_photo{name}": [sign.photo.token] for name in ("", "_preview", "_remove") if sign.photo},
        "patrols:check_in_review": [seen.pk],
        "patrols:visit_confirm": [seen.pk],
        "patrols:visit_undo": [confirmed.pk],
    }


def rows_of_the_signing(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of signing name: a report of last month that is checked, of the station and of the bureau."""
    code = month_of(timezone.localdate()).before().code
    for unit, commander in ((cast.station, cast.commander), (cast.bureau_unit, cast.bureau)):
        make_checked_report(unit, code, by=commander)
    return {f"statistics:{name}": [code] for name in ("check", "send_back", "sign")}


def rows_of_the_messages(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of messages name: a message and a channel of the officer, and an approved host."""
    now = timezone.now()
    channel = make_channel(cast.officer, now).pk
    return {
        "notices:open": [make_message(cast.officer, now).pk],
        "notices:channel_new": ["mail"],
        **{f"notices:channel{name}": [channel] for name in ("", "_edit", "_use", "_test", "_remove")},
        "notices:host_remove": [make_approved_host("mail", "mail.example.org", now).pk],
    }


def rows_of_the_cases(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of the cases name: a report that nobody has decided, and a case that the officer leads."""
    reported = make_case(cast.officer, cast.school).pk
    return {
        **{f"incidents:{name}": [reported] for name in ("detail", "edit")},
        "incidents:step": [reported, "accept"],
    }


def rows_of_the_work(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of actions name: a case that the officer investigates, and an action on it."""
    case = make_case(cast.officer, cast.school, "investigating")
    action = make_action(cast.officer, case).pk
    return {
        "incidents:action_new": [case.pk],
        **{f"incidents:action{name}": [action] for name in ("", "_edit", "_remove")},
    }


def rows_of_the_losses(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of property and people name: a case that the officer leads, with one of each."""
    case = make_case(cast.officer, cast.school, "investigating")
    item, person = make_item(cast.officer, case).pk, make_person(cast.officer, case).pk
    return {
        **{f"incidents:{name}": [case.pk] for name in ("item_new", "items_return", "person_new")},
        **{f"incidents:item_{verb}": [item] for verb in ("edit", "remove", "recover", "return")},
        **{f"incidents:person_{verb}": [person] for verb in ("edit", "remove", "reveal")},
    }


def rows_of_the_lessons(cast: Cast) -> dict[str, list[object]]:
    """What the addresses of lessons name: a case that the officer leads, and a note to its school."""
    accepted = make_case(cast.officer, cast.school, "accepted").pk
    note = make_note(cast.officer, cast.school).pk
    return {
        **{f"incidents:{name}": [accepted] for name in ("windows", "case_note")},
        **{f"incidents:note{name}": [note] for name in ("", "_read", "_remind")},
    }


def rows_of_the_case_resources(cast: Cast) -> dict[str, list[object]]:
    """What the API of the cases names: cases that the officer leads, in the states that the steps are taken from."""
    reported, accepted = (make_case(cast.officer, cast.school, state) for state in ("reported", "accepted"))
    at_work, solved, closed = (
        make_case(cast.officer, cast.school, state) for state in ("investigating", "solved", "closed")
    )
    return {
        **{f"api:incident-{step}": [reported.pk] for step in ("accept", "refuse", "withdraw")},
        **{f"api:incident-{step}": [accepted.pk] for step in ("investigate", "assign", "deadline")},
        "api:incident-solve": [at_work.pk],
        "api:incident-close": [solved.pk],
        "api:incident-reopen": [closed.pk],
        "api:incidents-detail": [reported.pk],
        "api:case_actions-detail": [make_action(cast.officer, at_work).pk],
        "api:property_items-detail": [make_item(cast.officer, at_work).pk],
    }


def addresses_of(cast: Cast) -> dict[str, str]:
    """The address of every page, with rows of the station of Shipingqiao behind those that show one."""
    today = timezone.localdate()
    window = make_window(cast.point)
    every_day = make_window(cast.point, follows_calendar=False)
    duty = make_duty(window, today)
    outing = make_outing(cast.officer, started_at=timezone.now() - timedelta(hours=2), ended_at=timezone.now())
    running = make_outing(cast.officer, started_at=timezone.now() - timedelta(hours=1))
    rectified = make_outing(cast.officer, started_at=outing.started_at, ended_at=timezone.now(), kind="rectification")
    check_in = make_check_in(cast.officer, cast.point, timezone.now())
    vehicle = make_vehicle(cast.station)
    make_secret(today - timedelta(days=1))
    compile_report(unit=cast.station, period=month_of(today))
    compile_report(unit=cast.bureau_unit, period=month_of(today))
    rows: dict[str, list[object]] = {
        "patrols_public:point": [cast.point.code],
        "accounts:language": ["en"],
        "patrols:check_in_at": [cast.point.code],
        "patrols:outing": [outing.pk],
        "patrols:outing_end_of": [running.pk],
        "patrols:outing_findings": [rectified.pk],
        "patrols:check_in": [check_in.pk],
        "patrols:duty": [duty.pk],
        "patrols:duty_acknowledge": [duty.pk],
        "patrols:duty_cancel": [make_duty(window, date(2026, 1, 5) + timedelta(days=3650)).pk],
        "patrols:point": [cast.point.code],
        "patrols:point_edit": [cast.point.code],
        "patrols:window_new": [cast.point.code],
        "patrols:window_edit": [window.pk],
        "patrols:window_end": [window.pk],
        "patrols:vehicle_edit": [vehicle.pk],
        **{f"patrols:minutes_{name}": [today - timedelta(days=1)] for name in ("of_day", "export")},
        "patrols:roster_day": [today],
        "patrols:swap_new": [make_entry(every_day, today + timedelta(days=1), cast.officer).pk],
        "patrols:swap": [make_swap(make_entry(window, today + timedelta(days=2), cast.officer), cast.colleague).pk],
        "patrols:team_edit": [make_team(cast.station).pk],
        **rows_of_the_schools(cast),
        **rows_of_the_cases(cast),
        **rows_of_the_work(cast),
        **rows_of_the_losses(cast),
        **rows_of_the_lessons(cast),
        **rows_of_the_case_resources(cast),
        **rows_of_the_appointments(cast),
        **rows_of_the_letters(cast),
        **rows_of_the_activities(cast),
        **rows_of_the_covers(cast),
        **rows_of_the_feedback(cast),
        **rows_of_the_tips(cast),
        **rows_of_the_words(cast),
        **rows_of_the_evidence(cast),
        **rows_of_the_calendar(cast),
        **rows_of_the_messages(cast),
        "dashboard:chart": ["dashboard.trend"],
        "statistics:month": [f"{today:%Y-%m}"],
        "statistics:history": [make_imported_period(cast.station).pk],
        "statistics:stations": [f"{today:%Y-%m}"],
        "statistics:stations_export": [f"{today:%Y-%m}", "xlsx"],
        "statistics:revision": [f"{today:%Y-%m}", 1],
        "statistics:briefing": [f"{today:%Y-%m}"],
        "statistics:file": [f"{today:%Y-%m}", "pdf"],
        **rows_of_the_signing(cast),
        "statistics:figure": [f"{today:%Y-%m}", "check_ins"],
        "statistics:figure_export": [f"{today:%Y-%m}", "check_ins", "xlsx"],
        "api:check_ins-detail": [check_in.pk],
        "api:check_in_by_uuid": [check_in.uuid],
        "api:patrol_points-detail": [cast.point.pk],
        "api:duty_windows-detail": [window.pk],
        "api:duties-detail": [duty.pk],
        "api:outings-detail": [outing.pk],
        "api:outing_by_uuid": [outing.uuid],
        "api:outing_end": [outing.uuid],
        "api:vehicles-detail": [vehicle.pk],
        "api:statistics_month": [f"{today:%Y-%m}"],
    }
    names = [*page_names(), *resource_names()]
    return {name: reverse(name, args=rows.get(name, [])) for name in names}
