"""Why a message did not get through. Kept as a code, made into words for the reader."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Failure(models.TextChoices):
    """What went wrong, as its owner may know it: neither the address nor what a server said of its inside."""

    MAIL_IS_OFF = "mail_is_off", gettext_lazy("Mail is not set up on this portal.")
    NOT_APPROVED = "not_approved", gettext_lazy("The administrator has not approved this host.")
    BAD_TARGET = "bad_target", gettext_lazy("The address or key cannot be read. Enter it again.")
    PRIVATE = "private", gettext_lazy("The host lies in a private network.")
    NO_SUCH_HOST = "no_such_host", gettext_lazy("There is no host of this name.")
    TOO_SLOW = "too_slow", gettext_lazy("The host did not answer in time.")
    UNREACHABLE = "unreachable", gettext_lazy("The host could not be reached, or did not take the message.")
    ANSWERED = "answered", gettext_lazy("The host refused the message")
    ROBOT_REFUSED = "robot_refused", gettext_lazy("The robot refused the message")

    @property
    def is_final(self) -> bool:
        """Whether trying again in some minutes cannot help."""
        return self in {Failure.MAIL_IS_OFF, Failure.NOT_APPROVED, Failure.BAD_TARGET, Failure.PRIVATE}


class Undelivered(Exception):
    """A message did not get through. `number` is the status or the error number that was answered, if one was."""

    def __init__(self, failure: Failure, number: int | None = None) -> None:
        self.failure = failure
        # How it is kept: "private", or with the number "answered:404".
        self.code = failure.value if number is None else f"{failure.value}:{number}"
        super().__init__(self.code)


def failure_of(code: str) -> Failure:
    """Which failure a kept code stands for."""
    return Failure(code.partition(":")[0])


def in_words(code: str) -> str:
    """A kept code in the language that is active; "" for none."""
    if not code:
        return ""
    number, text = code.partition(":")[2], str(failure_of(code).label)
    return _("%(text)s (%(number)s).") % {"text": text, "number": number} if number else text
