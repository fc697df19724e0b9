"""Settings of mail that do not fit together are refused."""

import pytest

from webapp.config import Settings
from webapp.lib.setting_values import ConfigError


@pytest.mark.parametrize(
    "environment",
    [
        {"SMTP_HOST": "smtp.muster.example"},
        {"SMTP_FROM": "muster@muster.example\r\nBcc: a"},
        {"SMTP_HOST": "smtp.muster.example:25", "SMTP_FROM": "a@b.example"},
        {"SMTP_USER": "a"},
        {"SMTP_USER": "a", "SMTP_PASSWORD": "b", "SMTP_SECURITY": "none"},
        {"SMTP_HOST": "smtp.muster.example", "SMTP_FROM": "a@b.example", "SMTP_PORT": "465"},
        {"SMTP_USER": "a", "SMTP_PASSWORD": "pässword"},
    ],
)
def test_what_does_not_fit_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="SMTP_"):
        Settings.from_environment(environment)
