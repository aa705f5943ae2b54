"""The forms of the import: the file, each of its rows, and the confirmation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from campus_safety.accounts.models import Unit, User
from campus_safety.accounts.unit_choice import UNKNOWN_UNIT
from campus_safety.spreadsheets.reading import Table, read_table
from schools.forms import SchoolForm
from schools.importing.carrying import Carried, brought_back
from schools.importing.columns import columns
from schools.models import School

MOST_ROWS = 2_000


def units_of(user: User) -> Any:
    """The units whose schools a user may import: the own one, or, for who sees several, the stations among them."""
    units = Unit.objects.visible_to(user)
    return units.filter(kind=Unit.Kind.STATION) if len(user.unit_ids) > 1 else units


class UploadForm(forms.Form):
    """The workbook, and whose schools are in it where there is a choice; cleaned, `file` is the table that it holds."""

    unit = forms.ModelChoiceField(
        label=_("Police station"), queryset=Unit.objects.none(), to_field_name="code", error_messages=UNKNOWN_UNIT
    )
    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"),
        help_text=_("Up to 2,000 rows and 2 MB; the list is on the first worksheet."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        units: Any = self.fields["unit"]
        units.queryset = units_of(user)
        if len(user.unit_ids) == 1:
            del self.fields["unit"]

    def clean_file(self) -> Table:
        """The rows of the first worksheet. Raises ValidationError for what is no list of schools."""
        file: UploadedFile = self.cleaned_data["file"]
        return read_table(file, columns=columns(), most_rows=MOST_ROWS)

    @property
    def unit_chosen(self) -> Unit:
        """Whose schools they are, once the form is valid."""
        chosen: Unit = self.cleaned_data["unit"] if "unit" in self.fields else units_of(self.user).get()
        return chosen


class RowForm(SchoolForm):
    """The form of the page for a row among many; the unit is settled, so it is entered as by an officer of it."""

    def __init__(self, data: dict[str, Any], *, instance: School) -> None:
        super().__init__(data, instance=instance, user=User(role=User.Role.OFFICER, unit=instance.unit))

    def _post_clean(self) -> None:
        """Fill in the school without asking the database for its constraints of place and times.

        The form has checked both, and asking takes as long as all the rest of a row.
        """
        self.instance = forms.models.construct_instance(self, self.instance, self._meta.fields)


class ConfirmForm(forms.Form):
    """The rows that were shown; cleaned, `checked` is what was carried, of a unit that the user may still write to."""

    checked = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_checked(self) -> Carried:
        """What was carried. Raises ValidationError if it may not be believed."""
        carried = brought_back(self.cleaned_data["checked"], user=self.user)
        if not units_of(self.user).filter(pk=carried.unit_id).exists():
            raise ValidationError(_("You no longer keep the schools of this station."), code="unit")
        return carried
