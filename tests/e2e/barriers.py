"""What bars the way on a page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# No rule that is on asks for the style sheets beforehand, and no page has a frame.
OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}


def barriers(page: Page) -> list[tuple[str, str]]:
    """What axe finds: (rule, the element's beginning) of each."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]]
