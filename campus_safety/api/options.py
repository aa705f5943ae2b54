"""Settings of the API and of its description: how requests are read, answers written, and what both are called."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "campus_safety.api.authentication.SessionAuthentication",
        "campus_safety.api.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["campus_safety.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "campus_safety.api.pagination.PageNumberPagination",
    "DEFAULT_FILTER_BACKENDS": ["campus_safety.api.filters.StrictFilterBackend"],
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "campus_safety.api.problems.problem_response",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Campus Safety",
    "DESCRIPTION": "The portal's interface. Errors are problem details (RFC 9457).",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "campus_safety.api.schema.add_public_map",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ActivityKindEnum": "outreach.models.activities.Activity.Kind",
        "ActivityStateEnum": "outreach.states.activities.ActivityState",
        "AppointmentStandingEnum": "outreach.states.appointments.Standing",
        "CaseStateEnum": "incidents.states.CaseState",
        "CoverStateEnum": "outreach.states.covers.CoverState",
        "DutyStateEnum": "patrols.states.DutyState",
        "HazardStateEnum": "schools.states.HazardState",
        "OutingKindEnum": "patrols.models.outings.Outing.Kind",
        "PremisesKindEnum": "schools.models.premises.Premises.Kind",
        "ReportStateEnum": "campus_safety.statistics.states.ReportState",
    },
}
