"""The whole list of views that need no sign-in; everything else does."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "patrols_public:home",
    "patrols_public:find",
    "patrols_public:point",
    "patrols_public:evidence",  # anyone may read how a check-in is judged
    "patrols_public:geojson",
    "outreach_public:letter",  # whoever holds a letter may verify it
    "outreach_public:feedback",  # whoever has the link is asked
    "outreach_public:tips",  # anybody may tell something
    "outreach_public:tip_follow",  # whoever has the code left the tip
    "statistics_public:verify",  # whoever holds a report may ask whether it is genuine
    "jobs:healthz",
    "jobs:readyz",
    "accounts:sign_in",
    "accounts:language",
    "admin:login",  # leads to the sign-in page
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every (full name, pattern) of the portal."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


def test_only_listed_views_are_public() -> None:
    found = set()
    for name, pattern in patterns(get_resolver()):
        view = pattern.callback
        is_api = hasattr(view, "cls")  # the API refuses by its own permission classes: see test_matrix.py
        if not is_api and not getattr(view, "login_required", True):
            found.add(name)
    assert found == PUBLIC
