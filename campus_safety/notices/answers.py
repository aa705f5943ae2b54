"""What was answered to a message: apprise says only whether the status was a good one.

That is too little. The robots of WeCom, DingTalk and Feishu answer a wrong key with status 200 and an error number in
the body, and a channel that never worked would be shown as working. Apprise sends by `requests`, which gives each of
its sessions hooks for answers; apprise opens its sessions itself, so ours is put among the hooks that all begin with.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import requests

_heard: ContextVar[list[requests.Response] | None] = ContextVar("notices_heard", default=None)


@contextmanager
def hearing() -> Iterator[list[requests.Response]]:
    """A list that fills with what is answered to this thread within the block."""
    heard: list[requests.Response] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def _listen(answer: requests.Response, **_options: object) -> None:
    heard = _heard.get()
    if heard is not None:
        heard.append(answer)


requests.sessions.default_hooks = lambda: {"response": [_listen]}  # type: ignore[attr-defined]


def error_number(answer: requests.Response) -> int:
    """The error number in a robot's answer: 0 if it took the message, or said nothing that can be read."""
    try:
        body = answer.json()
    except requests.exceptions.JSONDecodeError:
        return 0
    number = (body.get("errcode") or body.get("code")) if isinstance(body, dict) else 0
    return number if isinstance(number, int) else 0
