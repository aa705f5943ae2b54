"""The roles of the access matrix, and those that are named together."""

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
