"""Errors outside any view of the API (no such address, a broken request, a defect): problem details under `/api/`."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from campus_safety.api.problems import MEDIA_TYPE, problem


def _is_of_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _answer(status: HTTPStatus, detail: str) -> HttpResponse:
    return JsonResponse(problem(status, {"detail": detail}), status=status, content_type=MEDIA_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, for a request that Django itself refuses."""
    if _is_of_api(request) and isinstance(exception, RequestDataTooBig):
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The request is larger than 4 MiB."))
    if _is_of_api(request):
        return _answer(HTTPStatus.BAD_REQUEST, _("The request cannot be read."))
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, for who is signed in and may not."""
    if _is_of_api(request):
        return _answer(HTTPStatus.FORBIDDEN, _("You may not do this."))
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, for an unsafe request without the CSRF token: a form that was open for too long."""
    if _is_of_api(request):
        return _answer(HTTPStatus.FORBIDDEN, _("The CSRF token is missing or wrong: %(reason)s") % {"reason": reason})
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405, for a method that an address does not take; `allowed` names those that it does."""
    answer = _answer(HTTPStatus.METHOD_NOT_ALLOWED, _("This address can only be read."))
    answer.headers["Allow"] = allowed
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, for an address that leads nowhere."""
    if _is_of_api(request):
        return _answer(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without details: they are in the log."""
    if _is_of_api(request):
        return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something failed here. It has been logged."))
    return defaults.server_error(request)
