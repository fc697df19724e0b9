"""The way to the mail server that the settings name; each step has a time limit."""

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage

from webapp.config import Settings
from webapp.notifications.mail_text import letter
from webapp.notifications.verdict import Attempt

SECONDS = 10.0
"""How long each step may take: connecting, and each answer."""
TAKEN, REFUSED = 200, 400
PERMANENT = 500
NOT_SET = "This server sends no mail: whoever runs it has to set SMTP_HOST."


def send(addresses: Sequence[str], guild: str, sentences: Sequence[str], settings: Settings) -> Attempt:
    """Send one letter; what went wrong is part of the answer, never raised.

    Nothing was sent as long as the server has not been given the letter; from then on only its answer says
    whether it was.
    """
    if not settings.sends_mail:
        return Attempt(status=REFUSED, said=NOT_SET)
    mail = letter(guild, sentences, sender=settings.smtp_from)
    try:
        server = _connected(settings)
    except smtplib.SMTPResponseException as error:
        return Attempt(said=f"The mail server did not let us in ({error.smtp_code}).")
    except (smtplib.SMTPException, OSError):
        return Attempt(said="The mail server could not be reached.")
    try:
        return _given(server, mail, addresses, settings)
    finally:
        server.close()


def _connected(settings: Settings) -> smtplib.SMTP:
    """Return a connection that is as safe as the settings want it, with us signed in."""
    context, here = ssl.create_default_context(), settings.smtp_from.partition("@")[2]
    where = (settings.smtp_host, settings.smtp_port)
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, here, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(*where, here, timeout=SECONDS)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _given(server: smtplib.SMTP, mail: EmailMessage, addresses: Sequence[str], settings: Settings) -> Attempt:
    try:
        refused = server.send_message(mail, settings.smtp_from, list(addresses))
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(max(code for code, _words in error.recipients.values()))
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code)
    except (smtplib.SMTPException, OSError):
        return Attempt(may_have_arrived=True)
    said = f"{len(refused)} of {len(addresses)} addresses were refused." if refused else None
    return Attempt(status=TAKEN, said=said)


def _refused(code: int) -> Attempt:
    """Return what an answer means: one below 500 may be another next time."""
    is_final = code >= PERMANENT
    return Attempt(status=REFUSED if is_final else None, said=f"The mail server refused it ({code}).")
