"""What is entered about schools."""

from schools.forms.days import SchoolDayForm, SchoolDaysForm
from schools.forms.documents import DocumentForm
from schools.forms.hazards import (
    AssignForm,
    ExtendForm,
    HazardForm,
    NoticeForm,
    RectifyForm,
    ReportForm,
    SendBackForm,
    TakeUpForm,
    VerifyForm,
    WithdrawForm,
)
from schools.forms.inspections import AnswerForm, FinishForm, ItemForm, ReplyForm
from schools.forms.premises import CheckForm, PremisesForm
from schools.forms.schools import PeopleForm, SchoolForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CheckForm",
    "DocumentForm",
    "ExtendForm",
    "FinishForm",
    "HazardForm",
    "ItemForm",
    "NoticeForm",
    "PeopleForm",
    "PremisesForm",
    "RectifyForm",
    "ReplyForm",
    "ReportForm",
    "SchoolDayForm",
    "SchoolDaysForm",
    "SchoolForm",
    "SendBackForm",
    "TakeUpForm",
    "VerifyForm",
    "WithdrawForm",
]
