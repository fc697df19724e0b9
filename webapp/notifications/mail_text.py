"""Which addresses a guild may have mail sent to, and the letter itself. Pure."""

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage

MOST, LONGEST, LONGEST_NAME = 5, 254, 64
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.ASCII | re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
WRONG = f"Type up to {MOST} addresses such as officers@muster.example, separated by commas."


def is_address(typed: str) -> bool:
    """Say whether a text is one plain address: no name beside it, no line break, no comment."""
    return (
        len(typed) <= LONGEST
        and len(typed.partition("@")[0]) <= LONGEST_NAME
        and bool(_ADDRESS.fullmatch(typed))
    )


def addresses_of(typed: str) -> Sequence[str] | None:
    """Return the addresses of a field, each once; None where one is wrong, or there are none or too many."""
    if len(typed) > MOST * (LONGEST + 2):
        return None
    words = [word.strip() for word in typed.split(",") if word.strip()]
    found = list({word.lower(): word for word in words}.values())
    return found if found and len(found) <= MOST and all(is_address(one) for one in found) else None


def shown(addresses: Sequence[str]) -> str:
    """Return addresses as pages show them: the first letter and the server of the first one."""
    name, _, host = addresses[0].partition("@")
    rest = f" and {len(addresses) - 1} more" if len(addresses) > 1 else ""
    return f"{name[:1]}…@{host[-60:]}{rest}"


def letter(guild: str, sentences: Sequence[str], *, sender: str) -> EmailMessage:
    """Return a letter to nobody in particular: who gets it does not see who else does."""
    name = one_line(guild)
    mail = EmailMessage()
    mail["Subject"] = (
        f"{name}: {one_line(sentences[0])}"[:200]
        if len(sentences) == 1
        else f"{name}: {len(sentences)} notices"
    )
    user, _, host = sender.partition("@")
    mail["From"] = Address("Muster", user, host)
    mail["To"] = "undisclosed-recipients:;"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join([name, "", *(one_line(one) for one in sentences), ""]))
    return mail


def one_line(words: str) -> str:
    """Return words without anything that ends a line or cannot be written."""
    return _NOT_SHOWN.sub(" ", words).strip()
