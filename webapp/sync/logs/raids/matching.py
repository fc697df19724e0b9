"""Find a guild's members among the players of a report, who have a name and a class but no realm. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.clients.warcraftlogs.attendance import RaidReport, SeenPlayer
from webapp.lib.names import name_key, same_but_for_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who is or was in the guild; ``left_at`` of who went."""

    character_id: int
    name: str
    class_id: int | None
    left_at: datetime | None


def members_in(report: RaidReport, members: Sequence[Known]) -> Mapping[int, bool]:
    """Return which members were in a report, and of each whether only on the bench.

    Where two could be meant, none is: a report does not say of which realm somebody is.
    """
    by_name: dict[str, list[Known]] = defaultdict(list)
    for one in members:
        if one.left_at is None or one.left_at > report.started_at:
            by_name[name_key(one.name)].append(one)
    found: dict[int, bool] = {}
    for player in report.players:
        meant = [one for one in by_name.get(name_key(player.name), ()) if _may_be(one, player)]
        if len(meant) == 1:
            who = meant[0].character_id
            found[who] = found.get(who, True) and player.is_benched
    return found


def _may_be(member: Known, player: SeenPlayer) -> bool:
    is_named_so = same_but_for_case(member.name, player.name)
    return is_named_so and (
        member.class_id is None or player.class_id is None or member.class_id == player.class_id
    )
