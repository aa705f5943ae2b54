"""The steps of a case over the API: by the same table as on the pages."""

from collections.abc import Callable, Collection
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from campus_safety.accounts.models import User
from campus_safety.accounts.permissions import signed_in
from campus_safety.api.schema import PROBLEM
from incidents.api.cases import CASE, CaseArea, shown_to
from incidents.models import Case
from incidents.serializers import (
    AcceptSerializer,
    AssignSerializer,
    CaseSerializer,
    DeadlineSerializer,
    NothingSerializer,
    WordsSerializer,
)
from incidents.states import IN_HAND, WORKED_ON, CaseState
from incidents.steps import BY_KEY, OfCase

ANSWERS: dict[int, Any] = {200: CASE, 400: PROBLEM, 403: PROBLEM, 404: PROBLEM}
# The states that a step leads to; those that keep the state are told by what they settle.
LEADS_TO: dict[str, Collection[str]] = {
    "accept": [CaseState.ACCEPTED],
    "refuse": [CaseState.NOT_ACCEPTED],
    "withdraw": [CaseState.WITHDRAWN],
    "investigate": [CaseState.INVESTIGATING],
    "solve": [CaseState.SOLVED],
    "close": [CaseState.CLOSED],
    "reopen": [CaseState.INVESTIGATING, CaseState.REPORTED],
    "assign": IN_HAND,
    "deadline": WORKED_ON,
}
Said = dict[str, Any]


class CaseStepViewSet(GenericViewSet[Case]):
    """Steps of the cases that the user sees. The same step again, if it was the last, changes nothing."""

    permission_classes = (CaseArea,)
    lookup_value_converter = "int"
    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    filter_backends = ()

    def get_queryset(self) -> "models.QuerySet[Case]":
        """What the user may see."""
        return Case.objects.visible_to(signed_in(self.request)).select_related("unit", "category", "lead")

    @extend_schema(request=AcceptSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, **lookup: Any) -> Response:
        """Accept a report: it is a case, and somebody leads it."""
        return self._step(request, "accept", AcceptSerializer)

    @extend_schema(request=WordsSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, **lookup: Any) -> Response:
        """Not accept a report, with the reason."""
        return self._step(request, "refuse", WordsSerializer)

    @extend_schema(request=WordsSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **lookup: Any) -> Response:
        """Withdraw a case, with the reason; a principal the own report that is not decided yet."""
        return self._step(request, "withdraw", WordsSerializer)

    @extend_schema(request=NothingSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def investigate(self, request: Request, **lookup: Any) -> Response:
        """Begin to work on an accepted case."""
        return self._step(request, "investigate", NothingSerializer)

    @extend_schema(request=WordsSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def solve(self, request: Request, **lookup: Any) -> Response:
        """Say that it is known what happened and by whom, and how it was found out."""
        return self._step(request, "solve", WordsSerializer)

    @extend_schema(request=WordsSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, **lookup: Any) -> Response:
        """Close a solved case, with what the end was."""
        return self._step(request, "close", WordsSerializer)

    @extend_schema(request=WordsSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **lookup: Any) -> Response:
        """Take up again what had come to an end, with the reason: for commanders."""
        return self._step(request, "reopen", WordsSerializer)

    @extend_schema(request=AssignSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, **lookup: Any) -> Response:
        """Hand a case to another lead officer."""
        return self._step(request, "assign", AssignSerializer)

    @extend_schema(request=DeadlineSerializer, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def deadline(self, request: Request, **lookup: Any) -> Response:
        """Move the day by which a case is to be solved, with the reason."""
        return self._step(request, "deadline", DeadlineSerializer)

    def _step(self, request: Request, key: str, taking_in: type[Serializer[Any]]) -> Response:
        user, case = signed_in(request), self.get_object()
        _take(BY_KEY[key], user, case, lambda: _said(key, user, case, taking_in(data=request.data)))
        return Response(shown_to(user)(self.get_object()).data)


def _take(step: OfCase, user: User, case: Case, read: Callable[[], Said]) -> None:
    """Take a step, unless it is the user's own and the last already.

    Raises PermissionDenied, and ValidationError for a state or for words that do not fit.
    """
    is_open = step.is_open_to(user, case)
    if not is_open and not _is_last(step, user, case):
        _refuse(step, case)
    said = read()
    if _is_last(step, user, case, **said):
        return
    if not is_open:
        _refuse(step, case)
    try:
        step.action(by=user, case=case, **said)
    except ValidationError:  # the same step may have been taken in this very moment
        if not _is_last(step, user, case, **said):
            raise


def _refuse(step: OfCase, case: Case) -> NoReturn:
    if case.state in step.states:
        raise PermissionDenied
    words = _("That does not fit any more: this case is now “%(state)s”.")
    raise ValidationError(words % {"state": case.get_state_display()})


def _is_last(step: OfCase, user: User, case: Case, **said: Any) -> bool:
    """Whether it is the last step of the case, by this user and with these very words."""
    last = case.steps.order_by("pk").last()
    if last is None or last.by_id != user.pk or last.before not in step.states:
        return False
    return last.after in LEADS_TO[step.key] and all(getattr(last, name) == value for name, value in said.items())


def _said(key: str, user: User, case: Case, taken_in: Serializer[Any]) -> Said:
    """What a request says, with the lead officer looked up. Raises ValidationError by field."""
    taken_in.is_valid(raise_exception=True)
    said: Said = dict(taken_in.validated_data)
    if "lead" not in said:
        return said | {"lead": user} if key == "accept" else said
    lead = User.objects.officers().filter(unit_id=case.unit_id, username=said["lead"]).first()
    if lead is None:
        raise ValidationError({"lead": _("Choose an officer of the unit.")})
    return said | {"lead": lead}
