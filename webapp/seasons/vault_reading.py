"""Read what a season file says of the Great Vault. Pure."""

from webapp.seasons.facts import Origin, Reward, VaultFacts, VaultRowFacts
from webapp.seasons.table import Table


def read_vault(table: Table, *, origin: Origin) -> VaultFacts:
    """Return thresholds and rewards of the three rows."""
    return VaultFacts(
        origin=origin,
        raid=_row(table.table("raid")),
        mythic=_row(table.table("mythic")),
        world=_row(table.table("world")),
    )


def _row(table: Table) -> VaultRowFacts:
    needs = table.wholes("needs")
    if sorted(needs) != list(needs):
        table.complain("needs", "must rise")
    row = VaultRowFacts(needs=needs, rewards=tuple(_reward(one) for one in table.tables("rewards")))
    table.done()
    return row


def _reward(table: Table) -> Reward:
    """Return a reward: the lowest level that a source claims, sure only where several agree."""
    claims = table.table("claims").claims()
    reward = Reward(
        by=table.text("by"),
        track=table.text_or_none("track"),
        level=min(claims.values(), default=0),
        is_confirmed=len(claims) > 1 and len(set(claims.values())) == 1,
    )
    table.done()
    return reward
