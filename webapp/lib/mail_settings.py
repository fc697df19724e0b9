"""Settings of the mail server, and what an address of a setting looks like."""

from dataclasses import dataclass

from webapp.lib.setting_values import host_name, mail_address, one_of, setting, whole

TLS_PORT = 465
"""TLS from the first byte: whoever waits for a greeting there waits in vain (RFC 8314)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How mail is sent; without a host none is."""

    smtp_host: str = setting(
        "SMTP_HOST",
        "the mail server that sends what guilds are told; none is sent without it",
        read=host_name,
        default="",
    )
    smtp_port: int = setting("SMTP_PORT", "where it listens", read=whole(1, 65_535), default=587)
    smtp_user: str = setting("SMTP_USER", "the account at the mail server, if it asks for one", default="")
    smtp_password: str = setting("SMTP_PASSWORD", "the password of that account", default="", secret=True)
    smtp_from: str = setting("SMTP_FROM", "the address that mail comes from", read=mail_address, default="")
    smtp_security: str = setting(
        "SMTP_SECURITY",
        "`starttls`, `tls` (from the first byte, mostly port 465) or `none`",
        read=one_of("starttls", "tls", "none"),
        default="starttls",
    )

    @property
    def sends_mail(self) -> bool:
        """Whether mail can be sent at all."""
        return bool(self.smtp_host)

    def mail_contradictions(self) -> list[str]:
        """Return what does not fit together."""
        problems = []
        if bool(self.smtp_host) != bool(self.smtp_from):
            problems.append("SMTP_HOST and SMTP_FROM must be set together")
        if bool(self.smtp_user) != bool(self.smtp_password):
            problems.append("SMTP_USER and SMTP_PASSWORD must be set together")
        if self.smtp_user and self.smtp_security == "none":
            problems.append("SMTP_SECURITY must be starttls or tls where there is an SMTP_PASSWORD")
        if self.smtp_host and self.smtp_port == TLS_PORT and self.smtp_security != "tls":
            problems.append(f"SMTP_SECURITY must be tls at SMTP_PORT {TLS_PORT}")
        if not (self.smtp_user + self.smtp_password).isascii():
            problems.append("SMTP_USER and SMTP_PASSWORD must be ASCII")
        return problems
