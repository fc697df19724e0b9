"""Write a standing and a guild's rules as JSON, so that processes can share what one has read. Pure."""

import json
from datetime import datetime
from typing import Any

from webapp.permissions.policy import Exemption, GuildRules, Standing, ToolRule
from webapp.words import Effect

Facts = tuple[Standing, GuildRules]


def dump_facts(facts: Facts) -> bytes:
    """Return a standing and the rules as JSON."""
    standing, rules = facts
    document = {
        "rank": standing.rank,
        "through": standing.through,
        "exemptions": [_written(one) for one in standing.exemptions],
        "rules": {name: [rule.min_rank, rule.is_on] for name, rule in rules.rules.items()},
        "isPublic": rules.is_public,
    }
    return json.dumps(document).encode()


def load_facts(stored: bytes) -> Facts:
    """Return a standing and the rules; whether the person runs the server is not kept."""
    document: dict[str, Any] = json.loads(stored)
    standing = Standing(
        rank=document["rank"],
        through=document["through"],
        exemptions=tuple(_read(one) for one in document["exemptions"]),
    )
    rules = {name: ToolRule(rank, is_on=is_on) for name, (rank, is_on) in document["rules"].items()}
    return standing, GuildRules(rules=rules, is_public=document["isPublic"])


def _written(one: Exemption) -> list[str | None]:
    return [
        one.tool,
        one.effect.value,
        one.reason,
        None if one.expires_at is None else one.expires_at.isoformat(),
    ]


def _read(written: list[str]) -> Exemption:
    tool, effect, reason, expires_at = written
    until = None if expires_at is None else datetime.fromisoformat(expires_at)
    return Exemption(tool=tool, effect=Effect(effect), reason=reason, expires_at=until)
