from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder home")


def find(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder find")


def point(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder point")


def points_geojson(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder points_geojson")
