"""Addresses that are no webhook of Discord's, though they look like one, in every way that is known.

``sink`` is a port of this machine where a test listens: whoever believes one of them calls there.
"""

from collections.abc import Iterator

KEY = "aB3_-" * 12
PATH = f"/api/webhooks/123456789012345678/{KEY}"
GOOD = [
    f"https://{host}{path}"
    for host in ("discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com")
    for path in (PATH, PATH.replace("/api", "/api/v10"))
]


def hostile(sink: int) -> list[str]:
    """Return every one of them, each once."""
    return list(
        dict.fromkeys([*_places(sink), *_names(), *_users(sink), *_ports(sink), *_paths(), *_forms()])
    )


def _places(sink: int) -> Iterator[str]:
    """Return machines by number: this one and the cloud's own, in every notation."""
    hosts = (
        "127.0.0.1", "localhost", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1",  # noqa: S104
        "0177.0.0.1", "017700000001", "127.0.0.1.", "127.000.000.001", "[::1]", "[::]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fec0::1]", "[fe80::1%25lo]",
        "①②⑦.⓪.⓪.①", "169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]",
        "100.64.0.1", "224.0.0.1", "metadata.google.internal",
    )  # fmt: skip
    for host in hosts:
        yield f"https://{host}:{sink}{PATH}"
        yield f"https://{host}{PATH}"


def _names() -> Iterator[str]:
    """Return names that begin, end or look like Discord's, or lead elsewhere when asked twice."""
    hosts = (
        "discord.com.evil.example", "evildiscord.com", "evil-discord.com", "discord.com-evil.example",
        "discord.co", "discord.comm", "discord.com.", "discord.com..", ".discord.com", "www.discord.com",
        "api.discord.com", "cdn.discord.com", "media.discordapp.com", "ptb.discordapp.com",
        "ptb.ptb.discord.com",
        "discord.gg", "discordapp.net", "xn--dscord-4ve.com", "dіscord.com", "ｄiscord.com",
        "discord。com", "discord．com", "discord\u00ad.com", "discord\u200b.com", "DISCORD.COM",
        "disc%6frd.com",
        "discord.com%00.evil.example", "discord.com%2eevil.example", "discord_com", "rebind.evil.example",
        "7f000001.a9fea9fe.rbndr.us", "127.0.0.1.nip.io", "discord.com,evil.example",
        "discord.com;evil.example",
    )  # fmt: skip
    for host in hosts:
        yield f"https://{host}{PATH}"


def _users(sink: int) -> Iterator[str]:
    here = f"127.0.0.1:{sink}"
    for before in ("discord.com@", "discord.com:443@", "a:b@", "discord.com%40", "discord.com\\@", "@", ":@"):
        yield f"https://{before}{here}{PATH}"
    for after in ("#@discord.com", "?@discord.com", "/@discord.com", "\\@discord.com", " @discord.com"):
        yield f"https://{here}{after}{PATH}"
    yield f"https://evil@discord.com{PATH}"
    yield f"https://discord.com@discord.com{PATH}"


def _ports(sink: int) -> Iterator[str]:
    for port in (str(sink), "80", "443", "0443", "444", "", "65536", "-1", "４４３"):
        yield f"https://discord.com:{port}{PATH}"


def _paths() -> Iterator[str]:
    """Return other addresses of the right host: nothing but a webhook is spoken to."""
    number, base = "123456789012345678", "https://discord.com"
    ways = (
        "/", "/api/users/@me", "/api/webhooks/", f"/api/webhooks/{number}", f"/api/webhooks/{number}/",
        f"/api/webhooks//{KEY}", f"/api/webhooks/{number}//{KEY}", f"/API/webhooks/{number}/{KEY}",
        f"/api/v/webhooks/{number}/{KEY}", f"/api/v100/webhooks/{number}/{KEY}", f"/api/webhooks/x/{KEY}",
        f"/api/webhooks/１２３４５６７８/{KEY}", f"/api/webhooks/{number}/short",
        f"/api/webhooks/{number}/{'k' * 121}",
        f"{PATH}/slack", f"{PATH}/github", f"{PATH}/../../users", f"{PATH}/%2e%2e/x", f"{PATH}?wait=true",
        f"{PATH}#a", f"{PATH}%00", f"{PATH}\x00", f"{PATH}\r\nHost: evil.example", f"/x/..{PATH}", f"/{PATH}",
        f"\\{PATH}", f"/oauth2?next={PATH}",
    )  # fmt: skip
    for way in ways:
        yield base + way


def _forms() -> Iterator[str]:
    """Return what is no https address at all."""
    there = f"discord.com{PATH}"
    for begin in ("http://", "//", "", "HTTPS://", "https:", "https:/", "https:///", "https:\\\\", "file://",
                  "gopher://", "ftp://", "javascript:", "data:,", "https://https://",
        "\u2000x https://"):  # fmt: skip
        yield begin + there
    yield f"https://{there} https://evil.example"
    yield "https://" + "a" * 50_000
