"""What is said of a mail server that a letter could not be given to. Pure."""

import smtplib
import ssl
from collections.abc import Mapping

NOT_IN_TIME = "The mail server did not answer in time."
AWAY = "The mail server could not be reached."
_SENTENCES: Mapping[type[Exception], str] = {
    smtplib.SMTPAuthenticationError: "The mail server refused SMTP_USER and SMTP_PASSWORD ({code}).",
    smtplib.SMTPResponseException: "The mail server did not let us in ({code}).",
    smtplib.SMTPNotSupportedError: (
        "The mail server offers no STARTTLS, or no such sign-in: see SMTP_SECURITY and SMTP_USER."
    ),
    smtplib.SMTPServerDisconnected: "The mail server hung up before it took anything.",
    ssl.SSLCertVerificationError: "The mail server's certificate is not trusted, or is another server's.",
    ssl.SSLError: "The mail server does not speak TLS there: see SMTP_SECURITY and SMTP_PORT.",
    TimeoutError: NOT_IN_TIME,
}
"""The first that fits counts."""


def trouble_of(error: Exception) -> str:
    """Return why nothing was sent, in words for whoever can mend it; never what the server said."""
    fits = (words for kind, words in _SENTENCES.items() if isinstance(error, kind))
    return next(fits, AWAY).format(code=getattr(error, "smtp_code", ""))
