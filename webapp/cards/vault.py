"""Build the Great Vault of a card: lower bounds of what the running week has filled. Pure.

Battle.net does not tell what is in the vault. Kills and runs of the week are known as of the last log-out,
and of runs only the best of each dungeon, so every count is "at least". Whoever was not seen since the
reset may have done anything or nothing: that is unknown, never 0.
"""

from collections.abc import Sequence

from webapp.cards.card_progress import Mythic, Raids, Vault, VaultRow, VaultSlot
from webapp.cards.context import CardContext
from webapp.cards.raids import LETTERS
from webapp.cards.reading import written
from webapp.seasons.facts import Reward, SeasonFacts, VaultRowFacts
from webapp.words import Certainty, Section

NOT_SEEN = "Not seen in the game since the weekly reset."
NOT_TOLD = "Battle.net does not tell of delves and other activities in the world."
NO_WEEK = "The weekly reset is counted from the season's start; Battle.net has not confirmed it."
FROM_LEVEL = "The Great Vault is filled from level {cap} on."
NOT_COUNTED = "{names} is not counted: nobody says whether it does."
UNCONFIRMED = "Sources disagree on item levels of the rewards: the lowest is shown."


def vault_part(
    raids: Raids | None, mythic: Mythic | None, context: CardContext, *, level: int | None = None
) -> Vault:
    """Return the three rows; unknown is one whose section is missing, and all below the highest level."""
    facts, week, cap = context.season.vault, context.source.week, context.season.level_cap
    if level is not None and cap is not None and level < cap:
        return _closed(context, FROM_LEVEL.format(cap=cap))
    rows = [
        _raid_row(raids, context),
        _row("mythic", facts.mythic, None if mythic is None else weekly_levels(mythic), context),
        _unknown("world", facts.world, NOT_TOLD),
    ]
    unsure = any(
        slot["level"] is not None and not slot["isConfirmed"] for row in rows for slot in row["slots"]
    )
    notes = [*([] if week.is_confirmed else [NO_WEEK]), *([UNCONFIRMED] if unsure else [])]
    return {
        **context.part(Section.RAIDS, certainty=Certainty.AT_LEAST, note=" ".join(notes)),
        "weekStart": written(week.start) or "",
        "weekEnd": written(week.end) or "",
        "rows": rows,
    }


def _closed(context: CardContext, why: str) -> Vault:
    """Return a vault that has nothing to fill for a character: each row says why, and the whole too."""
    facts, week = context.season.vault, context.source.week
    kinds = {"raid": facts.raid, "mythic": facts.mythic, "world": facts.world}
    return {
        **context.part(Section.RAIDS, certainty=Certainty.AT_LEAST, note=why),
        "weekStart": written(week.start) or "",
        "weekEnd": written(week.end) or "",
        "rows": [_unknown(kind, row, why) for kind, row in kinds.items()],
    }


def _uncounted(raids: Raids | None, season: SeasonFacts) -> str | None:
    """Name the raids with a kill of this week of which nobody says whether they count."""
    unsure = {raid.id: raid.name for raid in season.raids if not raid.fills_vault}
    killed = [
        unsure[raid["id"]]
        for raid in (raids["raids"] if raids else ())
        if raid["id"] in unsure
        and any(kill["isThisWeek"] for boss in raid["bosses"] for kill in boss["byDifficulty"].values())
    ]
    return NOT_COUNTED.format(names=" and ".join(killed)) if killed else None


def weekly_kills(raids: Raids, season: SeasonFacts) -> list[str]:
    """Return the difficulty of each boss that died this week: its best one, the best bosses first.

    Only raids that fill the vault count: a walk through an old raid does not.
    """
    counted = {raid.id for raid in season.raids if raid.fills_vault}
    ranks = list(LETTERS)
    killed = [
        max(ranks.index(word) for word in this_week)
        for raid in raids["raids"]
        if raid["id"] in counted
        for boss in raid["bosses"]
        if (
            this_week := [
                w for w, kill in boss["byDifficulty"].items() if kill["isThisWeek"] and w in LETTERS
            ]
        )
    ]
    return [ranks[place] for place in sorted(killed, reverse=True)]


def weekly_levels(mythic: Mythic) -> list[str]:
    """Return the levels of this week's runs, the highest first."""
    return [str(level) for level in sorted((run["level"] for run in mythic["week"]), reverse=True)]


def filled_slots(vault: Vault, kind: str) -> int | None:
    """Return how many slots of a row are filled at least; None where nothing is known."""
    row = next(row for row in vault["rows"] if row["kind"] == kind)
    if row["done"] is None:
        return None
    return sum(slot["state"] == "filled" for slot in row["slots"])


def _raid_row(raids: Raids | None, context: CardContext) -> VaultRow:
    done = None if raids is None else weekly_kills(raids, context.season)
    row = _row("raid", context.season.vault.raid, done, context)
    row["note"] = row["note"] or _uncounted(raids, context.season)
    return row


def _row(kind: str, facts: VaultRowFacts, done: Sequence[str] | None, context: CardContext) -> VaultRow:
    if not context.is_seen_this_week:
        return _unknown(kind, facts, NOT_SEEN)
    if done is None:
        return _unknown(kind, facts, "What it is counted from is missing.")
    return {
        "kind": kind,
        "done": len(done),
        "certainty": Certainty.AT_LEAST.value,
        "note": None,
        "slots": [_slot(needs, done, facts) for needs in facts.needs],
    }


def _unknown(kind: str, facts: VaultRowFacts, note: str) -> VaultRow:
    slots = [_empty_slot(needs, "unknown", None) for needs in facts.needs]
    return {"kind": kind, "done": None, "certainty": Certainty.AT_LEAST.value, "note": note, "slots": slots}


def _slot(needs: int, done: Sequence[str], facts: VaultRowFacts) -> VaultSlot:
    if len(done) < needs:
        return _empty_slot(needs, "open", needs - len(done))
    by = done[needs - 1]
    reward = reward_of(by, facts.rewards)
    return {
        "needs": needs,
        "state": "filled",
        "more": None,
        "level": None if reward is None else reward.level,
        "track": None if reward is None else reward.track,
        "isConfirmed": reward is not None and reward.is_confirmed,
        "by": by,
    }


def _empty_slot(needs: int, state: str, more: int | None) -> VaultSlot:
    return {
        "needs": needs,
        "state": state,
        "more": more,
        "level": None,
        "track": None,
        "isConfirmed": False,
        "by": None,
    }


def reward_of(by: str, rewards: Sequence[Reward]) -> Reward | None:
    """Return what a slot gives: of its difficulty, or of the highest level that was reached."""
    exact = next((reward for reward in rewards if reward.by == by), None)
    if exact is not None or not by.isdigit():
        return exact
    reached = [reward for reward in rewards if reward.by.isdigit() and int(reward.by) <= int(by)]
    return max(reached, key=lambda reward: int(reward.by), default=None)
