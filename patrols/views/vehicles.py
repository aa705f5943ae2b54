from django.http import HttpRequest, HttpResponse


def vehicles(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder vehicles")


def vehicle_new(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder vehicle_new")


def vehicle_edit(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder vehicle_edit")
