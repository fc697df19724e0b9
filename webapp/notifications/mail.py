"""The way to the mail server that the settings name: one attempt has a deadline, whatever the server does."""

import smtplib
import socket
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

from webapp.config import Settings
from webapp.lib.deadline import Watch, Watchdog
from webapp.notifications.mail_text import letter
from webapp.notifications.mail_trouble import NOT_IN_TIME, trouble_of
from webapp.notifications.verdict import Attempt

SECONDS = 10.0
"""How long the server may say nothing."""
DEADLINE = 20.0
"""How long an attempt may take as a whole: a server that drips its answers is never silent."""
TAKEN, REFUSED = 200, 400
PERMANENT = 500
NOT_SET = "This server sends no mail: whoever runs it has to set SMTP_HOST."
_watchdog = Watchdog()


def send(
    addresses: Sequence[str],
    guild: str,
    sentences: Sequence[str],
    settings: Settings,
    *,
    deadline: float = DEADLINE,
) -> Attempt:
    """Send one letter; what went wrong is part of the answer, never raised.

    Nothing was sent as long as the server has not been given the letter; from then on only its answer says
    whether it was.
    """
    if not settings.sends_mail:
        return Attempt(status=REFUSED, said=NOT_SET)
    mail = letter(guild, sentences, sender=settings.smtp_from)
    with _watchdog.watching(deadline) as watch:
        connection = _Connection(watch, settings)
        try:
            connection.open()
            return connection.give(mail, addresses)
        except (smtplib.SMTPException, OSError) as error:
            if connection.is_given:
                return Attempt(may_have_arrived=True, is_silent=True)
            said = NOT_IN_TIME if watch.is_over else trouble_of(error)
            return Attempt(said=said, is_silent=True)
        finally:
            connection.close()


class _Connection(smtplib.SMTP):
    """A connection that the watchdog sees from its first byte; ``is_given`` once the letter may be there."""

    def __init__(self, watch: Watch, settings: Settings) -> None:
        here = settings.smtp_from.partition("@")[2]
        super().__init__(local_hostname=here, timeout=SECONDS)
        self.is_given = False
        self._watch, self._settings = watch, settings
        self._context = ssl.create_default_context()

    def open(self) -> None:
        """Connect as safely as the settings want it, and sign in."""
        settings = self._settings
        self._host = settings.smtp_host  # the name that a certificate must be for
        code, _words = self.connect(settings.smtp_host, settings.smtp_port)
        if code != _GREETING:
            raise smtplib.SMTPConnectError(code, "")
        if settings.smtp_security == "starttls":
            self.starttls(context=self._context)
        if settings.smtp_user:
            self.login(settings.smtp_user, settings.smtp_password)

    def give(self, mail: EmailMessage, addresses: Sequence[str]) -> Attempt:
        """Hand over the letter; raise what cut the connection."""
        try:
            refused = self.send_message(mail, self._settings.smtp_from, list(addresses))
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(max(code for code, _words in error.recipients.values()))
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code)
        said = f"{len(refused)} of {len(addresses)} addresses were refused." if refused else None
        return Attempt(status=TAKEN, said=said)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the letter itself, after which only an answer says that it did not arrive."""
        self.is_given = True
        return super().data(msg)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        self._watch.attach(plain)
        if self._settings.smtp_security != "tls":
            return plain
        return self._context.wrap_socket(plain, server_hostname=host)


_GREETING = 220


def _refused(code: int) -> Attempt:
    """Return what an answer means: one below 500 may be another next time."""
    is_final = code >= PERMANENT
    return Attempt(status=REFUSED if is_final else None, said=f"The mail server refused it ({code}).")
