"""Real receivers of messages, of the tests' own: an SMTP server, and an HTTPS server for webhooks.

Both listen on 127.0.0.1, which an operator would name in NOTICES_PRIVATE_HOSTS; their hosts are approved.
"""

import email
import json
import ssl
from asyncio.base_events import Server
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as default_policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pytest_django import Settings

from campus_safety.notices.models import ApprovedHost

HERE = "127.0.0.1"
SENDER = "portal@example.org"


def approve(kind: str, host: str = HERE) -> None:
    """Let messages of a kind go to a host."""
    ApprovedHost.objects.get_or_create(kind=kind, host=host, defaults={"approved_at": timezone.now()})


class Mailbox:
    """What the mail server took: messages, with who they were for."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        # What the server answers to the text of a message; another status than 250 refuses it.
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by the server for each message."""
        if self.answer.startswith("250"):
            parsed = email.message_from_bytes(envelope.original_content or b"", policy=default_policy)
            assert isinstance(parsed, EmailMessage)
            self.messages.append(parsed)
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


class MailServer(Controller):
    """An SMTP server on a free port."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailbox(db: None, settings: Settings) -> Iterator[Mailbox]:
    """The station's mail server, to which NOTICES_MAIL_URL points."""
    box = Mailbox()
    server = MailServer(box, hostname=HERE, port=0)
    server.start()
    settings.NOTICES_MAIL_URL = f"mailto://{HERE}:{server.port}?from={SENDER}&mode=insecure"
    settings.NOTICES_PRIVATE_HOSTS = [*settings.NOTICES_PRIVATE_HOSTS, f"{HERE}:{server.port}"]
    approve("mail")
    yield box
    server.stop()


@dataclass
class Webhook:
    """What the receiver of a webhook was sent, and what it answers."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    answer: bytes = b"{}"
    # Called before each answer, for instance to keep the sender waiting.
    before: Callable[[], object] = lambda: None


def _handler(webhook: Webhook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            webhook.paths.append(self.path)
            webhook.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            webhook.before()
            self.send_response(webhook.status)
            for name, value in webhook.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(webhook.answer)))
            self.end_headers()
            self.wfile.write(webhook.answer)

        def log_message(self, *_arguments: object) -> None:
            pass

    return Handler


@pytest.fixture
def webhook(db: None, settings: Settings, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    """A receiver of webhooks, over HTTPS with a certificate that is trusted during the test."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    received = Webhook("")
    server = ThreadingHTTPServer((HERE, 0), _handler(received))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    received.url = f"https://{HERE}:{server.server_port}/hook"
    settings.NOTICES_PRIVATE_HOSTS = [*settings.NOTICES_PRIVATE_HOSTS, f"{HERE}:{server.server_port}"]
    approve("webhook")
    Thread(target=server.serve_forever, daemon=True).start()
    yield received
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def certificate(data_dir: Path) -> Path:
    """A certificate of 127.0.0.1 with its key, signed by itself and good in every year that a test may choose."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2018, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = data_dir / "receiver.pem"
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path
