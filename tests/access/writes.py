"""Addresses that are no page of their own: that lead elsewhere, that are written by POST alone, and by whom."""

from tests.access.roles import ALL, COMMANDERS, OURS, POLICE, PRINCIPALS, SIGNED_IN

# Addresses that are read by leading elsewhere.
REDIRECTS = frozenset({"accounts:language", "accounts:home", "patrols:reviews_accept"})
# Addresses that answer a GET with something other than a page, whoever asks.
OTHER = frozenset(
    {
        "accounts:sign_out",
        "patrols:outing_end",
        "patrols:visit_confirm",
        "patrols:visit_undo",
        "schools:inspection_item",
        "notices:open",
        "notices:all_read",
        "notices:all_unread",
        "notices:channel_use",
        "notices:channel_test",
        "schools:document_restore",
        "incidents:item_recover",
        "incidents:item_return",
        "incidents:note_read",
        "incidents:note_remind",
        "outreach:cover_checklist",
        "statistics:check",
        "statistics:subscribe",
    }
)
# What is done with a case: to whom the officer's cases are open.
CASE_STEPS: dict[str, frozenset[str]] = {
    **{f"api:incident-{step}": OURS for step in ("accept", "refuse", "withdraw", "investigate", "solve", "close")},
    **{f"api:incident-{step}": OURS for step in ("assign", "deadline")},
    "api:incident-reopen": COMMANDERS,
}
POSTS = frozenset({"api:token", "api:outing_end"}) | CASE_STEPS.keys()

# What is written by POST alone: to whom it is open, with an empty body (302 or 400: who may, is told what is missing).
WRITES: dict[str, frozenset[str]] = {
    "accounts:sign_out": SIGNED_IN,
    "patrols:outing_end": POLICE,
    "patrols:visit_confirm": frozenset({"principal"}),  # whose gate it is
    "patrols:visit_undo": frozenset({"principal"}),
    "schools:inspection_item": frozenset({"officer"}),  # who began it
    "schools:document_restore": OURS,
    "incidents:item_recover": OURS,
    "incidents:item_return": OURS,
    "incidents:note_read": frozenset({"principal"}),  # to whose school it went
    "incidents:note_remind": OURS,
    "outreach:cover_checklist": frozenset({"principal"}),  # whose event it is
    "statistics:check": COMMANDERS,
    "statistics:subscribe": COMMANDERS,
    "notices:open": frozenset({"officer"}),  # whose message it is
    "notices:all_read": SIGNED_IN,
    "notices:all_unread": SIGNED_IN,
    "notices:channel_use": frozenset({"officer"}),
    "notices:channel_test": frozenset({"officer"}),
    "api:check_ins-list": POLICE,
    "api:outings-list": POLICE,
    "api:outing_end": POLICE,
    "api:incidents-list": POLICE | PRINCIPALS,
    "api:activities-list": POLICE,
    "api:event_covers-list": POLICE | PRINCIPALS,
    **CASE_STEPS,
    "api:token": ALL,
}
