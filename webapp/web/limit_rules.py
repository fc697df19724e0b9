"""How often somebody may ask: what is dear or tempting less often than pages are read. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests of one kind a minute, and an hour where that is less than sixty times as many.

    ``by_address`` counts by address even whom we know: signing in is what makes somebody known.
    """

    name: str
    per_minute: int
    per_hour: int | None = None
    by_address: bool = False

    def text(self, factor: int) -> str:
        """Return the rule in the words of Flask-Limiter."""
        hourly = "" if self.per_hour is None else f";{self.per_hour * factor} per hour"
        return f"{self.per_minute * factor} per minute{hourly}"


SIGN_IN = Rule("sign-in", 20, 120, by_address=True)
LOOK_UP = Rule("look-up", 10, 60)
UPLOADS = Rule("uploads", 6, 60)
"""Megabytes that somebody has read."""
SEEKS = Rule("seeks", 20, 120)
"""Names that pages have looked for among files."""
EXPORT = Rule("export", 5, 10)
WRITES = Rule("writes", 60)
SEARCHES = Rule("searches", 30)
"""Over the members of all guilds at once."""
PAGES = Rule("pages", 600)
PROGRAMS = Rule("programs", 600)
UNKNOWN_PROGRAMS = Rule("unknown-programs", 60)
"""Without a token that opens anything: enough to read an error and mend it, too little to try tokens."""
RULES = (SIGN_IN, LOOK_UP, SEEKS, UPLOADS, EXPORT, SEARCHES, WRITES, PAGES, PROGRAMS, UNKNOWN_PROGRAMS)
SIGNING = frozenset({"accounts.sign_in", "accounts.callback"})
DEAR = {
    "characters.look_up": LOOK_UP,
    "characters.seek": SEEKS,
    "imports.send": UPLOADS,
    "adding.save": LOOK_UP,
    "adding.preview": LOOK_UP,
    "me.export": EXPORT,
    "search.characters": SEARCHES,
}
"""What costs more than other pages and presses."""
FREE = frozenset({"health.alive", "health.ready", "static"})
"""What load balancers ask, and files that browsers keep."""
IPV6_HOME = 64
"""Bits of an IPv6 address that tell homes apart; the rest is chosen freely inside each."""


@lru_cache(maxsize=1024)
def rule_for(
    endpoint: str, *, writes: bool, is_program: bool, has_token: bool, is_stray: bool = False
) -> Rule | None:
    """Return the rule that a request counts under; None for what may be asked for without end.

    A stray is a way back from a sign-in that never began here: any page may send a browser there, and none
    may use up what people at that address have for signing in.
    """
    if endpoint in FREE:
        return None
    if is_program:
        return PROGRAMS if has_token else UNKNOWN_PROGRAMS
    if endpoint in SIGNING and not is_stray:
        return SIGN_IN
    return DEAR.get(endpoint) or (WRITES if writes else PAGES)


def home_of(address: str | None) -> str:
    """Return under what an address counts: itself, or the home of an IPv6 one."""
    try:
        known = ip_address(address or "")
    except ValueError:  # a socket file has none
        return "nowhere"
    if not isinstance(known, IPv6Address):
        return str(known)
    mapped = known.ipv4_mapped
    return str(mapped) if mapped else str(ip_network((int(known), IPV6_HOME), strict=False).network_address)


def too_many(limit: int, wait: int) -> str:
    """Say what was too much, and when it goes on."""
    unit = "second" if wait == 1 else "seconds"
    return f"More than {limit} requests came from you in a short time. Wait {wait} {unit}, then go on."
