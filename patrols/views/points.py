from django.http import HttpRequest, HttpResponse


def points(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder points")


def point(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder point")


def point_new(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder point_new")


def point_edit(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder point_edit")
