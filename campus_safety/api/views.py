"""What belongs to no app: tokens for programs, and the page that describes the API."""

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campus_safety.accounts.actions import note_refused_sign_in, note_sign_in
from campus_safety.accounts.models import User
from campus_safety.api.fields import TextField
from campus_safety.api.schema import PROBLEM
from campus_safety.api.tokens import token_of


class LockedOut(APIException):
    """Too many failed sign-ins with this name from this address."""

    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_code = "locked_out"


class CredentialsSerializer(serializers.Serializer[None]):
    """Who wants a token."""

    username = TextField(max_length=60)
    password = TextField(max_length=4096, trim_whitespace=False)


class TokenSerializer(serializers.Serializer[None]):
    """The token, to be sent as `Authorization: Token …`: good for 30 days, and until the password is changed."""

    token = serializers.CharField(read_only=True)


class TokenView(APIView):
    """Trades a username and a password for a token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="token_create",
        tags=["token"],
        auth=[],
        request=CredentialsSerializer,
        responses={200: TokenSerializer, 400: PROBLEM, 429: OpenApiResponse(PROBLEM, "Locked for 15 minutes.")},
        examples=[
            OpenApiExample("Credentials", {"username": "officer", "password": "…"}, request_only=True),
            OpenApiExample("Token", {"token": "WzUsIjR…"}, response_only=True, status_codes=["200"]),
        ],
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Sign in for a token; five failures lock the name at this address for 15 minutes."""
        credentials = CredentialsSerializer(data=request.data)
        credentials.is_valid(raise_exception=True)
        user = authenticate(request=request, **credentials.validated_data)
        if getattr(request, "axes_locked_out", False):
            raise LockedOut(_("Too many failed sign-ins. Try again in 15 minutes."))
        if not isinstance(user, User):
            note_refused_sign_in(username=credentials.validated_data["username"], by="token")
            raise ValidationError({"non_field_errors": [_("The username and the password do not fit together.")]})
        user_logged_in.send(sender=User, request=request, user=user)
        note_sign_in(user=user, by="token")
        return Response({"token": token_of(user)})


class DocsView(SpectacularSwaggerSplitView):
    """The page that describes the API, without a line of inline script or style."""

    template_name = "api/docs.html"
