"""Every address × every role, in one table. A new address fails here until somebody says who may read it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from campus_safety.statistics.actions import compile_month
from campus_safety.statistics.periods import month_of
from schools.actions import answer_inspection, end_document, rectify_hazard
from schools.models import Photo
from tests.access.test_public_views import PUBLIC, patterns
from tests.cast import Cast
from tests.factories import make_check_in, make_duty, make_outing, make_vehicle, make_window
from tests.factories.records import make_document, make_hazard, make_inspection, make_notice, photo
from tests.factories.schools import make_premises

ROLES = (
    "visitor",
    "officer",
    "other_officer",
    "commander",
    "bureau",
    "principal",
    "other_principal",
    "auditor",
    "administrator",
)
ALL = frozenset(ROLES)
SIGNED_IN = ALL - {"visitor"}
POLICE = frozenset({"officer", "other_officer", "commander", "bureau"})
OURS = POLICE - {"other_officer"}  # those who see the rows of the station of Shipingqiao
COMMANDERS = frozenset({"commander", "bureau"})
OFFICE = frozenset({"officer", "commander"})  # of the station itself
PRINCIPALS = frozenset({"principal", "other_principal"})

# Name of the address → who may read it. `rows` names whom the row itself is hidden from with 404 rather than 403.
PAGES: dict[str, frozenset[str]] = {
    "patrols_public:home": ALL,
    "patrols_public:find": ALL,
    "patrols_public:point": ALL,
    "patrols_public:geojson": ALL,
    "jobs:healthz": ALL,
    "jobs:readyz": ALL,
    "accounts:sign_in": frozenset({"visitor"}),  # who is signed in is led home
    "accounts:language": ALL,
    "accounts:home": SIGNED_IN,
    "patrols:today": POLICE,
    "patrols:outing_start": POLICE,
    "patrols:check_in_at": OFFICE,
    "patrols:index": POLICE,
    "patrols:outings": POLICE,
    "patrols:outing": OURS,
    "patrols:outing_end_of": OURS,
    "patrols:check_ins": POLICE,
    "patrols:check_in": OURS,
    "patrols:duties": POLICE,
    "patrols:duty": OURS,
    "patrols:duty_cancel": COMMANDERS,
    "patrols:points": POLICE,
    "patrols:point": OURS,
    "patrols:point_new": POLICE,
    "patrols:point_edit": OURS,
    "patrols:windows": POLICE,
    "patrols:window_new": OURS,
    "patrols:window_edit": OURS,
    "patrols:window_end": OURS,
    "patrols:vehicles": POLICE,
    "patrols:vehicle_new": POLICE,
    "patrols:vehicle_edit": OURS,
    "schools:list": POLICE,
    "schools:new": POLICE,
    "schools:detail": OURS,
    "schools:edit": OURS,
    "schools:import": POLICE,
    "schools:import_template": POLICE,
    "schools:export": POLICE,
    "schools:timeline": OURS | {"principal"},
    "schools:dossier_print": OURS | {"principal"},
    "schools:sheet": OURS | {"principal"},
    "schools:sheet_export": OURS | {"principal"},
    "schools:sheets": POLICE,
    "schools:sheets_export": POLICE,
    "schools:inspections": POLICE,
    "schools:inspection_new": OURS | {"principal"},
    "schools:inspection": OURS | {"principal"},
    "schools:inspection_finish": frozenset({"officer"}),  # who began it
    "schools:inspection_discard": frozenset({"officer"}),
    "schools:inspection_answer": frozenset({"principal"}),
    "schools:inspection_reply": OURS,
    "schools:hazards": POLICE | PRINCIPALS,
    "schools:hazards_export": POLICE | PRINCIPALS,
    "schools:hazard_new": OURS | {"principal"},
    "schools:premises_hazard_new": OURS,
    "schools:hazard": OURS | {"principal"},
    "schools:hazard_step": OURS | {"principal"},
    "schools:notices": POLICE,
    "schools:notice_new": OURS,
    "schools:premises_notice_new": OURS,
    "schools:notice": OURS | {"principal"},
    "schools:notice_receive": OURS | {"principal"},
    "schools:notice_print": OURS | {"principal"},
    "schools:documents": POLICE | PRINCIPALS,
    "schools:document_new": OURS | {"principal"},
    "schools:document": OURS | {"principal"},
    "schools:document_file": OURS | {"principal"},
    "schools:document_replace": OURS | {"principal"},
    "schools:document_end": OURS,
    "schools:photo": OURS | {"principal"},
    "schools:photo_preview": OURS | {"principal"},
    "schools:photo_remove": OURS - {"officer"} | {"principal"},  # who took it, or a commander
    "schools:premises_list": POLICE,
    "schools:premises_new": POLICE,
    "schools:premises": OURS,
    "schools:premises_edit": OURS,
    "schools:premises_check": OURS,
    "school:own": PRINCIPALS,
    "school:edit": PRINCIPALS,
    "dashboard:month": COMMANDERS,
    "statistics:list": COMMANDERS,
    "statistics:month": COMMANDERS,
    "audit:list": frozenset({"auditor"}),
    "audit:export": frozenset({"auditor"}),
}
# The same for the API, where who is not signed in gets 401. A row of another unit is 404, an area of other roles 403.
RESOURCES: dict[str, frozenset[str]] = {
    "api:check_ins-list": POLICE,
    "api:check_ins-detail": OURS,
    "api:check_in_by_uuid": OURS,
    "api:patrol_points-list": POLICE | PRINCIPALS,
    "api:patrol_points-detail": OURS | {"principal"},
    "api:duty_windows-list": POLICE | PRINCIPALS,
    "api:duty_windows-detail": OURS | {"principal"},
    "api:duties-list": POLICE | PRINCIPALS,
    "api:duties-detail": OURS | {"principal"},
    "api:outings-list": POLICE,
    "api:outings-detail": OURS,
    "api:outing_by_uuid": OURS,
    "api:vehicles-list": POLICE,
    "api:vehicles-detail": OURS,
    "api:schools-list": POLICE | PRINCIPALS,
    "api:schools-detail": OURS | {"principal"},
    "api:hazards-list": POLICE | PRINCIPALS,
    "api:hazards-detail": OURS | {"principal"},
    "api:inspections-list": POLICE | PRINCIPALS,
    "api:inspections-detail": OURS | {"principal"},
    "api:premises-list": POLICE,
    "api:premises-detail": OURS,
    "api:statistics": POLICE,
    "api:statistics_month": OURS,
    "api:schema": SIGNED_IN,
    "api:docs": SIGNED_IN,
}
# Addresses that are read by leading elsewhere.
REDIRECTS = frozenset({"accounts:language", "accounts:home"})
# Addresses that answer a GET with something other than a page, whoever asks.
OTHER = frozenset(
    {
        "accounts:sign_out",
        "patrols:outing_end",
        "schools:inspection_item",
        "schools:document_restore",
    }
)
POSTS = frozenset({"api:token", "api:outing_end"})


def page_names() -> list[str]:
    """The names of the portal's own pages: neither the API nor Django's admin."""
    return [name for name, _pattern in patterns(get_resolver()) if not name.startswith(("api:", "admin:"))]


def test_the_table_has_every_page() -> None:
    assert set(page_names()) == set(PAGES) | OTHER


def resource_names() -> list[str]:
    """The names of the API's addresses."""
    return [name for name, _pattern in patterns(get_resolver()) if name.startswith("api:")]


def test_the_table_has_every_resource() -> None:
    assert set(resource_names()) == set(RESOURCES) | POSTS


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


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    """The address of every page, with rows of the station of Shipingqiao behind those that show one."""
    today = timezone.localdate()
    window = make_window(cast.point)
    duty = make_duty(window, today)
    outing = make_outing(cast.officer, started_at=timezone.now() - timedelta(hours=2), ended_at=timezone.now())
    running = make_outing(cast.officer, started_at=timezone.now() - timedelta(hours=1))
    check_in = make_check_in(cast.officer, cast.point, timezone.now())
    vehicle = make_vehicle(cast.station)
    compile_month(unit=cast.station, period=month_of(today))
    compile_month(unit=cast.bureau_unit, period=month_of(today))
    rows: dict[str, list[object]] = {
        "patrols_public:point": [cast.point.code],
        "accounts:language": ["en"],
        "patrols:check_in_at": [cast.point.code],
        "patrols:outing": [outing.pk],
        "patrols:outing_end_of": [running.pk],
        "patrols:check_in": [check_in.pk],
        "patrols:duty": [duty.pk],
        "patrols:duty_cancel": [make_duty(window, date(2026, 1, 5) + timedelta(days=3650)).pk],
        "patrols:point": [cast.point.code],
        "patrols:point_edit": [cast.point.code],
        "patrols:window_new": [cast.point.code],
        "patrols:window_edit": [window.pk],
        "patrols:window_end": [window.pk],
        "patrols:vehicle_edit": [vehicle.pk],
        **rows_of_the_schools(cast),
        "statistics:month": [f"{today:%Y-%m}"],
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


@pytest.mark.parametrize("role", ROLES)
def test_every_page_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in PAGES.items():
        response = client.get(addresses[name])
        location = response.headers.get("Location", "")
        if role in allowed:
            fits = response.status_code == (302 if name in REDIRECTS else 200) or name == "jobs:readyz"
        elif role == "visitor":
            fits = response.status_code == 302 and location.startswith("/sign-in/?next=")
        elif name == "accounts:sign_in":
            fits = (response.status_code, location) == (302, "/home/")
        else:
            fits = response.status_code in {403, 404}
        if not fits:
            wrong[name] = (response.status_code, location)
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_refuses_what_is_not_signed_in_or_not_allowed_to_post(
    cast: Cast, addresses: dict[str, str], role: str
) -> None:
    """A POST by who may not read the page is refused as well: no form has a softer door than its page."""
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in PAGES.items():
        if role in allowed or name in PUBLIC:
            continue
        status = client.post(addresses[name], {}).status_code
        if status not in ({302, 405} if role == "visitor" else {403, 404, 405}):
            wrong[name] = status
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_resource_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    wrong = {}
    for name, allowed in RESOURCES.items():
        response = client.get(addresses[name])
        refused = {401} if role == "visitor" else {403, 404}
        fits = response.status_code in ({200} if role in allowed else refused)
        is_problem = response.headers["Content-Type"] == "application/problem+json"
        if not fits or is_problem == (role in allowed):
            wrong[name] = (response.status_code, response.headers["Content-Type"])
    assert wrong == {}


# What is written by POST alone: to whom it is open, with an empty body (302 or 400: who may, is told what is missing).
WRITES: dict[str, frozenset[str]] = {
    "accounts:sign_out": SIGNED_IN,
    "patrols:outing_end": POLICE,
    "schools:inspection_item": frozenset({"officer"}),  # who began it
    "schools:document_restore": OURS,
    "api:check_ins-list": POLICE,
    "api:outings-list": POLICE,
    "api:outing_end": POLICE,
    "api:token": ALL,
}


@pytest.mark.parametrize("role", ROLES)
def test_every_write_by_role(cast: Cast, addresses: dict[str, str], role: str) -> None:
    user, wrong = cast.roles[role], {}
    for name, allowed in WRITES.items():
        client = Client()
        if user is not None:
            client.force_login(user)
        answer = client.post(addresses[name], {}, content_type="application/json")
        if role in allowed:
            fits = answer.status_code in {302, 400} or (name, answer.status_code) == ("api:outing_end", 404)
        elif role == "visitor":
            led_to = answer.headers.get("Location", "")
            fits = answer.status_code == 401 or led_to.startswith("/sign-in/?next=") or led_to == "/"
        else:
            fits = answer.status_code in ({403, 404} if name.startswith("schools:") else {403})
        if not fits:
            wrong[name] = (answer.status_code, answer.headers.get("Location"))
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_other_resource_takes_no_write(cast: Cast, addresses: dict[str, str], role: str) -> None:
    client = Client()
    if (user := cast.roles[role]) is not None:
        client.force_login(user)
    refused = {401} if role == "visitor" else {403, 404, 405}
    wrong = {
        (name, method): status
        for name in RESOURCES
        for method in ("post", "put", "patch", "delete")
        if (name, method) not in {("api:check_ins-list", "post"), ("api:outings-list", "post")}
        and (status := getattr(client, method)(addresses[name], content_type="application/json").status_code)
        not in refused
    }
    assert wrong == {}
