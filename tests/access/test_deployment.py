"""Settings that a real installation runs with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {"PUBLIC_URL": "https://portal.example", "SECRET_KEY": "0123456789abcdefghij" * 4, "DEMO": "0"}


def run(code: list[str], tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own, with these settings and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *code],
        cwd=ROOT, env=kept | {"DATA_DIR": str(tmp_path)} | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_check_deploy_is_clean(tmp_path: Path) -> None:
    done = run(["check", "--deploy", "--fail-level", "WARNING"], tmp_path, **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "") or "no issues" in done.stdout, done.stderr


def test_a_missing_secret_fails_loudly(tmp_path: Path) -> None:
    done = run(["check"], tmp_path, PUBLIC_URL="https://portal.example")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    ("public_url", "secure"),
    [("http://127.0.0.1:8000", False), ("http://10.1.2.3", True), ("https://portal.example", True)],
)
def test_cookies_are_secure_but_on_plain_loopback(tmp_path: Path, public_url: str, secure: bool) -> None:
    code = "from django.conf import settings as s; print([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE])"
    done = run(["shell", "--no-imports", "-c", code], tmp_path, **PRODUCTION | {"PUBLIC_URL": public_url})
    assert done.stdout.splitlines()[-1] == str([secure, secure]), done.stderr
