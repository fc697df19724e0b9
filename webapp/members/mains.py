"""Which member is whose alt, by what players and officers said, and which word must not be. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from webapp.words import MainSetBy

ITSELF = "A character is no alt of its own. Leave the field empty to let it stand alone."
CLAIMED = "This character belongs to somebody who has signed in: its player chooses the main."
CHOSEN = "A player chose this. Only a player changes it."
NOT_HERE = "That character is not in this guild."


class Kin(NamedTuple):
    """What is said about a member's main: whose the character is, the main, and who said so."""

    id: int
    user_id: int | None
    main_id: int | None
    set_by: str | None


def families(kin: Iterable[Kin]) -> dict[int, int]:
    """Return the main of each alt, both of them members; a main is never an alt.

    A player's choice holds for all characters of that player. Of what officers said nothing is left where
    the two belong to different people, or where the main is no member that is shown.
    """
    members = {one.id: one for one in kin}
    chosen = _chosen(members)
    said = {one.id: main for one in members.values() if (main := _main(one, members, chosen)) is not None}
    roots = {alt: _root(alt, said) for alt in said}
    return {alt: root for alt, root in roots.items() if root is not None}


def why_not_main(kin: Mapping[int, Kin], character_id: int, main_id: int | None) -> str | None:
    """Say why officers may not give a member that main, or None as main, if so; ``kin`` are all members."""
    one = kin[character_id]
    if main_id is None:
        return untouchable(one)
    return refusal(one, kin[main_id], families(kin.values())) if main_id in kin else NOT_HERE


def refusal(one: Kin, main: Kin, mains: Mapping[int, int]) -> str | None:
    """Say why officers may not make one member the alt of another, if so; ``mains`` are the families."""
    if why := untouchable(one):
        return why
    if one.id == main.id:
        return ITSELF
    if main.id in mains and mains[main.id] != one.id:
        return "That one is an alt too. Choose its main."
    alts = sum(of == one.id for of in mains.values())
    if alts:
        others = "one other" if alts == 1 else f"{alts} others"
        return f"This is the main of {others}. Give them another main first."
    return None


def untouchable(one: Kin) -> str | None:
    """Say why officers have no say in whose alt a member is, if so: a player's word stands above theirs."""
    if one.user_id is not None:
        return CLAIMED
    return CHOSEN if one.set_by == MainSetBy.PLAYER else None


def _chosen(members: Mapping[int, Kin]) -> dict[int, int]:
    """Return each player's main: whom their alts name, else the one character that says it is none's alt."""
    named: dict[int, set[int]] = defaultdict(set)
    alone: dict[int, set[int]] = defaultdict(set)
    for one in members.values():
        if one.user_id is None or one.set_by != MainSetBy.PLAYER:
            continue
        if one.main_id is None:
            alone[one.user_id].add(one.id)
        elif one.main_id in members and members[one.main_id].user_id == one.user_id:
            named[one.user_id].add(one.main_id)
    either = {player: named.get(player) or alone[player] for player in {*named, *alone}}
    return {player: next(iter(ids)) for player, ids in either.items() if len(ids) == 1}


def _main(one: Kin, members: Mapping[int, Kin], chosen: Mapping[int, int]) -> int | None:
    """Return the main of one member as it was said; None of who stands alone."""
    players = None if one.user_id is None else chosen.get(one.user_id)
    if players is not None:
        return None if players == one.id else players
    main = None if one.main_id is None else members.get(one.main_id)
    if main is None or main.id == one.id:
        return None
    is_of_another = None not in {one.user_id, main.user_id} and one.user_id != main.user_id
    return None if is_of_another else main.id


def _root(alt: int, said: Mapping[int, int]) -> int | None:
    """Return who is at the end of what was said; None where that goes round in a circle."""
    passed, here = {alt}, said[alt]
    while here in said:
        if here in passed:
            return None
        passed.add(here)
        here = said[here]
    return here
