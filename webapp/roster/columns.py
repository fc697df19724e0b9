"""The stored columns behind a roster's rows; what an audience does not see is not even read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, SQLColumnExpression, null, type_coerce

from webapp.models import Character, GuildMember
from webapp.roster.choices import Sort
from webapp.roster.member_facts import IS_THIS_WEEK
from webapp.roster.minutes import utc_minute

Column = SQLColumnExpression[Any]
_STORED: Sequence[tuple[Sort, Column]] = (
    (Sort.SPEC, Character.spec_id),
    (Sort.ROLE, type_coerce(GuildMember.role_override.is_not(None), Integer)),
    (Sort.LEVEL, Character.level),
    (Sort.ITEM_LEVEL, Character.average_item_level),
    (Sort.RATING, Character.mythic_rating),
    (Sort.RATING, Character.mythic_rating_color),
    (Sort.AUDIT, Character.problem_count),
    (Sort.AUDIT, Character.missing_count),
    (Sort.AUDIT, Character.problem_summary),
    (Sort.TIER, Character.tier_pieces),
    (Sort.VAULT, type_coerce(IS_THIS_WEEK, Integer)),
    (Sort.VAULT, Character.vault_raid),
    (Sort.VAULT, Character.vault_mythic),
    (Sort.VAULT, Character.vault_world),
    (Sort.RAID, Character.raid_progress),
    (Sort.LOG, Character.best_log),
    (Sort.SEEN, utc_minute(Character.last_login_at)),
    (Sort.FRESHNESS, utc_minute(Character.last_synced_at)),
    (Sort.FRESHNESS, utc_minute(Character.attempted_at)),
    (Sort.FRESHNESS, Character.outcome),
    (Sort.FRESHNESS, Character.failures),
)
"""In the order of ``StoredMember``, each under the column of the page that it is printed in."""


def stored_columns(shown: frozenset[Sort]) -> list[Column]:
    """Return the columns of a row; those of a column that is not shown are NULL, so rows cost no question."""
    return [column if sort in shown else null() for sort, column in _STORED]
