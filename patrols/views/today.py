from django.http import HttpRequest, HttpResponse


def today(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder today")


def outing_start(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder outing_start")


def outing_end(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder outing_end")


def check_in_at(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder check_in_at")
