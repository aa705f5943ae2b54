"""The letter of appointment: where its QR code leads, what is said there, and to whom it is said how."""

from datetime import date

import segno
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from incidents.masking import surname_of
from outreach.models import Appointment
from outreach.states.appointments import Standing

BORDER = 4  # the standard asks for four modules of quiet round a code
HIDDEN = "**"


class Validity(models.TextChoices):
    """What a letter is worth on a day: it is *valid* on both days of its term and between them.

    *expired*: its term is over; *ended*: before its term was over, handed over or dismissed.
    """

    VALID = "valid", pgettext_lazy("letter", "valid")
    NOT_BEGUN = "not_begun", pgettext_lazy("letter", "not yet valid")
    EXPIRED = "expired", pgettext_lazy("letter", "expired")
    ENDED = "ended", pgettext_lazy("letter", "ended early")


def validity_of(appointment: Appointment, today: date) -> Validity:
    """What the letter of an appointment is worth today."""
    standing = appointment.standing(today)
    if standing == Standing.ISSUED:
        return Validity.NOT_BEGUN
    if standing == Standing.ACTIVE:
        return Validity.VALID
    return Validity.ENDED if appointment.ending else Validity.EXPIRED


def letter_url(appointment: Appointment) -> str:
    """Where anybody can verify the letter: a public page, found by its token alone."""
    return f"{settings.PUBLIC_URL}{reverse('outreach_public:letter', args=[appointment.token])}"


def letter_code(appointment: Appointment) -> segno.QRCode:
    """The QR code of the letter: a seventh of it may be unreadable (level M, or better where that takes no more)."""
    return segno.make(letter_url(appointment), error="m", micro=False)


def name_in_public(name: str) -> str:
    """A name as anybody may read it, which hides how long it is: 杨**."""
    return surname_of(name) + HIDDEN
