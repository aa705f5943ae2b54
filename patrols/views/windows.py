from django.http import HttpRequest, HttpResponse


def windows(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder windows")


def window_new(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder window_new")


def window_edit(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder window_edit")
