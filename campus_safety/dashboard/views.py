from django.http import HttpRequest, HttpResponse


def month(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder month")
