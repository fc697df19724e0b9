"""A real mail server on loopback: STARTTLS or TLS from the first byte, and a sign-in."""

import datetime as dt
import email
import email.policy
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from devtools.servers.running import free_port

USER, PASSWORD = "muster", "long enough"
_LONG = dt.timedelta(days=36_500)


class Kept:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.is_signed_in = False
        self.port = 0

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        self.letters.append(envelope)
        self.is_signed_in = bool(session.authenticated)
        return "250 taken"


@contextmanager
def mail_server(folder: Path, *, security: str) -> Iterator[Kept]:
    """Give a mail server with a certificate of its own, ``authority.pem`` in the folder."""
    context, kept = _context(folder), Kept()
    is_tls = security == "tls"
    controller = Controller(
        kept,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context if is_tls else None,
        tls_context=None if is_tls else context,
        require_starttls=not is_tls,
        auth_required=not is_tls,  # it warns of a sign-in where it does not see the TLS around it
        auth_require_tls=not is_tls,
        authenticator=_is_ours,
    )
    controller.start()
    kept.port = controller.port
    try:
        yield kept
    finally:
        controller.stop()


def read_letter(arrived: Envelope) -> EmailMessage:
    """Return a letter as its reader gets it."""
    assert isinstance(arrived.content, bytes)
    return email.message_from_bytes(arrived.content, policy=email.policy.default)


def _is_ours(_server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
    return AuthResult(
        success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()), handled=False
    )


def _context(folder: Path) -> ssl.SSLContext:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")]),
    )
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), begin, begin + _LONG
    )
    authority = x509.BasicConstraints(ca=True, path_length=None)
    certificate = builder.add_extension(here, critical=False).add_extension(authority, critical=True)
    signed = certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (folder / "authority.pem").write_bytes(signed)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(pem + signed)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return context
