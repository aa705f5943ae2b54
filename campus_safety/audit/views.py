from django.http import HttpRequest, HttpResponse


def trail_list(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder trail_list")
