"""Apprise's objects, one for a message: built from parts and never from a line of text that a target could extend."""

import logging
from urllib.parse import urlsplit

from apprise import AppriseAsset, NotifyFormat
from apprise.plugins.base import NotifyBase
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email import NotifyEmail
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from django.conf import settings

from campus_safety.notices.failures import Failure, Undelivered
from campus_safety.notices.outward import Place
from campus_safety.notices.targets import MAIL, ROBOTS, WEBHOOK, place_of_webhook

# Their lines name targets, and whoever holds a target can write there.
logging.getLogger("apprise").disabled = True
logging.getLogger("urllib3").setLevel(logging.INFO)

ASSET = AppriseAsset(app_id="Campus-Safety", app_desc="", app_url="", http_redirects=False)
# Seconds for the connection and for each answer.
COMMON = {"asset": ASSET, "cto": 4, "rto": 4, "format": NotifyFormat.TEXT}


def plugin_of(kind: str, target: str) -> tuple[NotifyBase, Place]:
    """What sends to a target of this kind, and where it connects to.

    Raises Undelivered if mail is not set up, or if the target cannot be read (it was kept under another release).
    """
    try:
        if kind == MAIL:
            mail = _mail_to(target)
            return mail, _place_of(mail)
        if kind == WEBHOOK:
            return _webhook(target), place_of_webhook(target)
        return _robot(kind, target), Place(ROBOTS[kind].host, 443)
    except (TypeError, ValueError) as error:
        raise Undelivered(Failure.BAD_TARGET) from error


def mail_server() -> Place:
    """The station's mail server as NOTICES_MAIL_URL names it.

    Raises Undelivered if that is empty, and TypeError if apprise cannot read it.
    """
    return _place_of(_mail_to(""))


def _mail_to(address: str) -> NotifyEmail:
    if not settings.NOTICES_MAIL_URL:
        raise Undelivered(Failure.MAIL_IS_OFF)
    return NotifyEmail(**NotifyEmail.parse_url(settings.NOTICES_MAIL_URL) | COMMON | {"targets": [address]})


def _place_of(mail: NotifyEmail) -> Place:
    return Place(mail.smtp_host, int(mail.port or 0))


def _webhook(target: str) -> NotifyJSON:
    parts = urlsplit(target)
    host, _colon, port = parts.netloc.rpartition(":") if parts.port else (parts.netloc, "", None)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return NotifyJSON(schema="jsons", host=host, port=port, fullpath=path, **COMMON)


def _robot(kind: str, target: str) -> NotifyBase:
    key, _blank, secret = target.partition(" ")
    if kind == "wecom":
        return NotifyWeComBot(key=key, **COMMON)
    if kind == "feishu":
        return NotifyFeishu(token=key, **COMMON)
    return NotifyDingTalk(token=key, secret=secret or None, **COMMON)
