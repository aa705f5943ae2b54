"""What a channel's target is: how it is entered, what is shown of it, and where it leads."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from campus_safety.notices.outward import Place

MASK = "•••"
MAIL, WEBHOOK = "mail", "webhook"
HTTPS_PORTS = frozenset({443, 8443})
# Of what EmailValidator allows, quoted names could carry a second address.
PLAIN_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
HOST_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
# Neither blanks nor control characters, which programs along the way read differently.
VISIBLE = re.compile(r"[\x21-\x7e]{1,500}")


@dataclass(frozen=True, slots=True)
class Robot:
    """A group's robot of a chat service: its host, what its key looks like, and its address up to the key."""

    host: str
    key: re.Pattern[str]
    before_key: str


ROBOTS = {
    "wecom": Robot(
        "qyapi.weixin.qq.com",
        re.compile(r"[A-Za-z0-9_-]{16,100}"),
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
    ),
    # A robot that wants signatures has a secret as well; it is entered behind the token, after a blank.
    "dingtalk": Robot(
        "oapi.dingtalk.com",
        re.compile(r"[A-Za-z0-9]{16,100}( SEC[A-Za-z0-9]{16,100})?"),
        "https://oapi.dingtalk.com/robot/send?access_token=",
    ),
    "feishu": Robot(
        "open.feishu.cn",
        re.compile(r"[A-Za-z0-9_-]{16,100}"),
        "https://open.feishu.cn/open-apis/bot/v2/hook/",
    ),
}


def clean_target(kind: str, text: str) -> str:
    """A target as it is kept; of a robot its key alone, though the robot's whole address may be entered.

    Raises ValidationError with what to enter instead.
    """
    text = text.strip()
    if kind == MAIL:
        return _clean_mail(text)
    if kind == WEBHOOK:
        return _clean_webhook(text)
    robot = ROBOTS[kind]
    key = text.removeprefix(robot.before_key)
    if robot.key.fullmatch(key) is None:
        raise ValidationError(_("This is no key of such a robot. Copy the robot's webhook address from its page."))
    return key


def place_of_webhook(target: str) -> Place:
    """The host and port that a webhook's address leads to."""
    parts = urlsplit(target)
    return Place(parts.hostname or "", parts.port or 443)


def masked(kind: str, target: str) -> str:
    """What is shown of a target: enough to tell two of one's own apart, and too little to write there."""
    if kind == MAIL:
        name, _at, domain = target.partition("@")
        return f"{name[:1]}{MASK}@{domain}"
    if kind == WEBHOOK:
        return f"https://{urlsplit(target).netloc}/{MASK}"
    return f"{MASK}{target.partition(' ')[0][-4:]}"


def _clean_mail(text: str) -> str:
    validate_email(text)
    if PLAIN_MAIL.fullmatch(text) is None:
        raise ValidationError(_("Enter one mail address, without a name or other signs."))
    return text


def _clean_webhook(text: str) -> str:
    if VISIBLE.fullmatch(text) is None or "\\" in text:
        raise ValidationError(_("Enter an address of at most 500 letters, digits and signs, without blanks."))
    try:
        parts = urlsplit(text)
        place = place_of_webhook(text)
    except ValueError as error:  # a port that is no number
        raise ValidationError(_("This address cannot be read.")) from error
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    if "@" in parts.netloc or parts.fragment:
        raise ValidationError(_("The address may hold neither a user name nor a # sign."))
    if not place.is_named_by_operator:
        _check_public_form(place)
    return text


def _check_public_form(place: Place) -> None:
    if HOST_NAME.fullmatch(place.host) is None:
        raise ValidationError(_("Enter the name of a host, not its address."))
    if place.port not in HTTPS_PORTS:
        raise ValidationError(_("The port must be 443 or 8443."))
