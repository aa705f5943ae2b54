"""Who may read and write what: the name of every address, and the roles that it is open to."""

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
