from django.http import HttpRequest, HttpResponse


def index(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder index")


def outings(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder outings")


def outing(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder outing")
