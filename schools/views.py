from django.http import HttpRequest, HttpResponse


def school_list(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder school_list")


def school_new(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder school_new")


def school_detail(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder school_detail")


def school_edit(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder school_edit")


def own_school(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
    return HttpResponse("placeholder own_school")
