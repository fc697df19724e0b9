"""A made-up guild of any size for benchmarks: rows only, the same for every seed."""

import random
from datetime import datetime, timedelta

from sqlalchemy import insert

from webapp.extensions import db
from webapp.lib.names import guild_name_key, name_key
from webapp.models import Character, GameData, Guild, GuildMember, Rank, Realm
from webapp.sync.game_answers import CURRENT
from webapp.sync.specs import role_of
from webapp.words import Faction

CLASS_SPECS = (
    (71, 72, 73),
    (65, 66, 70),
    (253, 254, 255),
    (259, 260, 261),
    (256, 257, 258),
    (250, 251, 252),
    (262, 263, 264),
    (62, 63, 64),
    (265, 266, 267),
    (268, 269, 270),
    (102, 103, 104, 105),
    (577, 581, 1480),
    (1467, 1468, 1473),
)
SYLLABLES = (
    "ka",
    "lor",
    "mi",
    "ran",
    "tha",
    "ved",
    "si",
    "quo",
    "ny",
    "bel",
    "dra",
    "fen",
    "gul",
    "her",
    "ish",
)
COLORS = ("#ffffff", "#1eff00", "#0070dd", "#a335ee", "#ff8000")
REALMS = ("argent-dawn", "ravencrest")
ABROAD_SHARE, FAILING_SHARE, SEEN_SHARE, LOGGED_SHARE = 0.1, 0.03, 0.7, 0.8
WEEK_BEGAN = timedelta(days=3)
"""So long ago was the reset."""
RANKS = ("Guild Master", "Officer", "Raider", "Trial", "Friend")


def write_guild(name: str, members: int, *, now: datetime, seed: int = 1) -> int:
    """Insert a guild with so many members, nearly all of them fresh; return its id."""
    dice = random.Random(seed)
    session = db.session
    session.execute(insert(Realm), [_realm(number, slug) for number, slug in enumerate(REALMS)])
    key = guild_name_key(name)
    guild = Guild(bnet_guild_id=seed, region="eu", realm=REALMS[0], name=name, name_key=key)
    guild.faction = Faction.ALLIANCE
    guild.roster_attempted_at = guild.roster_succeeded_at = now
    session.add(guild)
    session.flush()
    week = {"start": (now - WEEK_BEGAN).isoformat()}
    session.add(GameData(kind="period", region="eu", key=CURRENT, data=week))
    session.add_all(
        Rank(guild_id=guild.id, rank_id=rank, rank_name=title) for rank, title in enumerate(RANKS)
    )
    characters = [_character(number, guild.id, dice, now) for number in range(members)]
    ids = session.scalars(insert(Character).returning(Character.id, sort_by_parameter_order=True), characters)
    pairs = zip(ids.all(), characters, strict=True)
    session.execute(insert(GuildMember), [_member(*pair, dice=dice, now=now) for pair in pairs])
    session.commit()
    return guild.id


def _realm(number: int, slug: str) -> dict[str, object]:
    name = slug.replace("-", " ").title()
    return {"region": "eu", "slug": slug, "name": name, "name_key": name_key(name), "bnet_realm_id": number}


def _member(
    id_: int, character: dict[str, object], *, dice: random.Random, now: datetime
) -> dict[str, object]:
    return {
        "guild_id": character["guild_id"],
        "character_id": id_,
        "rank": dice.choice((1, 2, 2, 2, 3, 4, 4)) if character["bnet_character_id"] else 0,
        "character_name": character["name"],
        "joined_at": now,
        "last_seen_at": now,
    }


def _character(number: int, guild_id: int, dice: random.Random, now: datetime) -> dict[str, object]:
    name = "".join(dice.choices(SYLLABLES, k=2)).capitalize() + SYLLABLES[number % 15]
    checked = now - timedelta(seconds=dice.randrange(13_000))
    failures = 3 if dice.random() < FAILING_SHARE else 0
    return {
        "bnet_character_id": number,
        "region": "eu",
        "realm": REALMS[dice.random() < ABROAD_SHARE],
        "name": name,
        "name_key": name_key(name),
        "guild_id": guild_id,
        "level": 90,
        "last_login_at": now - timedelta(seconds=dice.randrange(250_000)),
        "attempted_at": checked,
        "last_synced_at": checked,
        "outcome": "timeout" if failures else "ok",
        "failures": failures,
        "profile_json": {"filler": "x" * 5_000},
        "equipment_json": {"filler": "x" * 5_000},
        **_strength(dice, now),
    }


def _card(dice: random.Random, now: datetime) -> dict[str, object]:
    week_start = now - WEEK_BEGAN
    problems = dice.choice((0, 0, 0, 0, 1, 2, 5))
    missing = dice.randint(0, problems)
    return {
        "problem_count": problems,
        "missing_count": missing,
        "problem_summary": f"missing: {missing} enchantments; cheap: {problems - missing} gems",
        "tier_pieces": dice.choice((0, 2, 4, 5)),
        "vault_week_at": week_start if dice.random() < SEEN_SHARE else week_start - timedelta(days=7),
        "vault_raid": dice.randint(0, 3),
        "vault_mythic": dice.randint(0, 3),
        "vault_world": None,
        "raid_progress": f"{dice.randint(1, 9)}/9 {dice.choice('NHHM')}",
        "best_log": dice.uniform(0, 100) if dice.random() < LOGGED_SHARE else None,
    }


def _strength(dice: random.Random, now: datetime) -> dict[str, object]:
    class_id, item_level, rating = dice.randint(1, 13), dice.randint(282, 330), dice.uniform(500, 3400)
    spec_id = dice.choice(CLASS_SPECS[class_id - 1])
    return {
        "class_id": class_id,
        "spec_id": spec_id,
        "role": role_of(spec_id),
        "equipped_item_level": item_level,
        "average_item_level": item_level + 2,
        "mythic_rating": rating,
        "mythic_rating_color": COLORS[int(rating // 700)],
        **_card(dice, now),
    }
