"""Django's admin for administrators, with the portal's own sign-in page."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    """Users and units, and nothing that names a case."""

    site_header = _("Users and units")
    site_title = _("Users and units")
    index_title = _("Users and units")
    site_url = "/"

    @method_decorator(login_not_required)  # it only leads to the portal's sign-in page
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the portal's sign-in page; who is signed in without the right is refused."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.get_full_path()))

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The library's, but for the address that leads from any row to its page: it tells which cases exist."""
        return [address for address in super().get_urls() if getattr(address, "name", "") != "view_on_site"]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the admin knows; its head says so if the data is for demonstration."""
        context: dict[str, Any] = super().each_context(request)
        if settings.DEMO:
            context["site_header"] = " · ".join(map(str, (self.site_header, _("Demonstration data"))))
        return context
