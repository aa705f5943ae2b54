from django.http import HttpRequest, HttpResponse


def duties(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder duties")


def duty(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder duty")


def duty_cancel(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder duty_cancel")
