"""What is said of a mail server in trouble."""

import smtplib
import ssl

import pytest

from webapp.notifications.mail_trouble import AWAY, NOT_IN_TIME, trouble_of


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (smtplib.SMTPAuthenticationError(535, b"secret"), "refused SMTP_USER and SMTP_PASSWORD (535)."),
        (smtplib.SMTPConnectError(554, b"secret"), "did not let us in (554)."),
        (ssl.SSLError("wrong version"), "does not speak TLS there"),
        (smtplib.SMTPNotSupportedError("x"), "offers no STARTTLS"),
        (TimeoutError(), NOT_IN_TIME),
        (ConnectionRefusedError(), AWAY),
    ],
)
def test_the_trouble_is_named_for_who_can_mend_it(error: Exception, words: str) -> None:
    assert words in trouble_of(error)
    assert "secret" not in trouble_of(error)
