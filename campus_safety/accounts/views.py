"""Sign-in, sign-out, the language and the way home."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from campus_safety.accounts.actions import note_refused_sign_in, note_sign_in
from campus_safety.accounts.language import LANGUAGES
from campus_safety.accounts.navigation import home_of
from campus_safety.accounts.permissions import signed_in


@method_decorator(login_not_required, name="dispatch")  # the door itself
class SignIn(LoginView):
    """The sign-in form; who is signed in already goes home."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let in, and note it on the trail."""
        response = super().form_valid(form)
        note_sign_in(user=signed_in(self.request), by="form")
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say what is wrong, and note the attempt on the trail."""
        note_refused_sign_in(username=form.cleaned_data.get("username", ""), by="form")
        return super().form_invalid(form)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first area of the user's role."""
    return redirect(home_of(signed_in(request)))


@require_safe
@login_not_required  # the public pages can be read in both languages
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language in a cookie, and go back to `next` on this site."""
    if code not in LANGUAGES:
        raise Http404
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = reverse("patrols_public:home")
    response = redirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
