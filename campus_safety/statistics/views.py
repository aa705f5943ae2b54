from django.http import HttpRequest, HttpResponse


def report_list(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder report_list")


def report(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder report")
