from django.http import HttpRequest, HttpResponse


def check_ins(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder check_ins")


def check_in(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder check_in")
