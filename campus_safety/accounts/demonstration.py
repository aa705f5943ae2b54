"""The demonstration accounts, and the one password that they share: the loader makes them, `announce` prints them."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from campus_safety.accounts.models import User

# Without the letters and digits that are read for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Account:
    """One account to try the portal with: `unit` by code, `who` in both languages."""

    username: str
    role: User.Role
    unit: str
    name: str
    who: str


ACCOUNTS = (
    Account("officer", User.Role.OFFICER, "SPQ", "民警 01", "民警 · officer"),
    Account("officer2", User.Role.OFFICER, "SFL", "民警 31", "另一派出所民警 · officer of another station"),
    Account("commander", User.Role.COMMANDER, "SPQ", "所长（演示）", "所长 · commander"),
    Account("principal", User.Role.PRINCIPAL, "SPQ", "园长（演示）", "三峡幼儿园园长 · principal"),
    Account("principal2", User.Role.PRINCIPAL, "SPQ", "园长二（演示）", "金色阳光幼儿园园长 · another principal"),
    Account("bureau", User.Role.COMMANDER, "JLP", "分局指挥长（演示）", "分局指挥长 · district commander"),
    Account("auditor", User.Role.AUDITOR, "SPQ", "审计员（演示）", "审计员 · auditor"),
    Account("admin", User.Role.ADMINISTRATOR, "SPQ", "系统管理员（演示）", "系统管理员 · administrator"),
)


def kept_password() -> str:
    """The password that the demonstration accounts have; empty if there are none yet."""
    path = _path()
    return path.read_text("utf-8").strip() if path.exists() else ""


def settle_password() -> str:
    """The password from DEMO_PASSWORD, else the kept one, else a new one; keeps it for its owner's eyes only."""
    wanted: str = settings.DEMO_PASSWORD or kept_password() or _new_password()
    if wanted != kept_password():
        path = _path()
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{wanted}\n")
    return wanted


def _path() -> Path:
    return Path(settings.DATA_DIR) / "demo_password"


def _new_password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _letter in range(4)) for _group in range(3))


def account_lines(password: str) -> list[str]:
    """What is printed: one line an account, and the password of all."""
    width = max(len(account.username) for account in ACCOUNTS)
    lines = [f"  {account.username:<{width}}  {account.who}" for account in ACCOUNTS]
    return [*lines, f"  密码 · password: {password}"]
