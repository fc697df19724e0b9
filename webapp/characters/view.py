"""Make a character's page from its card, the facts about its looks, and the clock. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import cast

from webapp.cards.card import SCHEMA_VERSION, PlayerCard, Professions, Talents
from webapp.cards.stale import is_stale
from webapp.characters.absence import absence_of, nothing_there, origin_of
from webapp.characters.audience import cut, without_asking
from webapp.characters.facts import CharacterFacts, GuildFacts
from webapp.characters.figures import UNKNOWN, whole
from webapp.characters.freshness_view import gaps, part_lines, whole_answer
from webapp.characters.gear_view import fix_list, gear_view
from webapp.characters.history_page import HistoryView
from webapp.characters.history_view import history_view
from webapp.characters.links import outside_links, picture, safe_color
from webapp.characters.logs_view import logs_view
from webapp.characters.look_view import look_view
from webapp.characters.page import (
    Answer,
    CardPage,
    GuildLink,
    LookView,
    PartFreshness,
    Parts,
    Person,
    ProfessionLine,
    Stat,
    TalentsView,
)
from webapp.characters.progress_page import LogsView
from webapp.characters.progress_view import mythic_view, vault_view
from webapp.characters.raids_view import raids_view
from webapp.freshness.telling import Telling
from webapp.history.facts import Past
from webapp.seasons.facts import UNKNOWN_SEASON
from webapp.web.classes import ROLE_NAMES, class_name
from webapp.words import CardStatus, Section

LAST_GOOD = "What you see is the last good data."


def card_page(whole: CharacterFacts, now: datetime, telling: Telling | None = None) -> CardPage:
    """Return everything that the page shows to the audience of the facts; without a ``telling`` with ages."""
    read, facts = _document(whole), cut(whole)
    card = None if read is None or facts.card is None else cast("PlayerCard", facts.card.document)
    missing = card["missing"] if card else ()
    why = whole_answer(facts, missing, now, telling)
    freshness = part_lines(facts, card or {}, now, telling)
    return CardPage(
        address=facts.address,
        person=_person(facts, card),
        version=_version(facts),
        is_stale=is_stale(facts.sections, now, reset_at=facts.reset_at),
        look=_look(facts, why, now),
        why=why,
        gaps=gaps(facts, card or {}, now, telling),
        trouble=_trouble(facts) if read is not None and card and not _is_silent(read) else "",
        freshness=freshness,
        parts=None
        if read is None or card is None
        else _parts(card, facts, _logs_trouble(freshness), now, are_logs_alone=_is_silent(read)),
        absence=absence_of(facts, why.sentence),
        tells_seen=facts.shown.tells_seen,
        origin=origin_of(facts),
    )


def _document(facts: CharacterFacts) -> PlayerCard | None:
    """Return the card if this version can read it; one of another version is about to be rebuilt."""
    if facts.card is None or facts.card.document.get("schemaVersion") != SCHEMA_VERSION:
        return None
    card = cast("PlayerCard", facts.card.document)
    logs = card["logs"] if card["logs"] and card["logs"]["best"] is not None else None
    parts = (card["gear"], card["mythic"], card["raids"], card["professions"], logs)
    return None if all(part is None for part in parts) else card


def _is_silent(card: PlayerCard) -> bool:
    """Say whether Blizzard shows nothing, and only what Warcraft Logs tells is there."""
    return all(part is None for part in (card["gear"], card["mythic"], card["raids"], card["professions"]))


def _look(facts: CharacterFacts, why: Answer, now: datetime) -> LookView:
    look = look_view(facts.look, why, now)
    return look if facts.shown.may_look else without_asking(look)


def _version(facts: CharacterFacts) -> str:
    """Return a text that differs as soon as anything on the page does."""
    looks = [state.attempted_at for state in facts.sections.values()]
    built_at = None if facts.card is None else facts.card.built_at
    times = (facts.freshness.attempted_at, built_at, max(looks, default=None))
    return "-".join("0" if moment is None else f"{moment.timestamp():.6f}" for moment in times)


def _trouble(facts: CharacterFacts) -> str:
    """Say what went wrong with a card of which earlier data is shown; where none is, the strip says why."""
    if facts.card is None or facts.card.status is not CardStatus.FAILED:
        return ""
    return f"{facts.card.error or 'The last build of this card failed.'} {LAST_GOOD}"


def _person(facts: CharacterFacts, card: PlayerCard | None) -> Person:
    document: Mapping[str, object] = card or {}
    media = card["media"] if card else None
    return Person(
        class_id=facts.class_id or 0,
        class_name=(card["class"] if card else None)
        or (class_name(facts.class_id) if facts.class_id else None)
        or (facts.in_file.class_name if facts.in_file else None),
        spec=card["spec"] if card else None,
        role=facts.role.value if facts.role else None,
        role_name=ROLE_NAMES[facts.role] if facts.role else None,
        is_role_set=facts.is_role_set,
        race=card["race"] if card else (facts.in_file.race if facts.in_file else None),
        level=facts.level,
        faction=facts.faction.value.capitalize() if facts.faction else None,
        guild=_guild(facts.guild) if facts.guild else None,
        portrait=picture(media["inset"] or media["avatar"]) if media else None,
        season=card["seasonName"] if card and card["seasonKey"] != UNKNOWN_SEASON.key else "",
        initial=facts.address.name[:1].upper(),
        stats=list(_stats(facts, card)) if document else (),
        links=outside_links(facts.address),
    )


def _guild(guild: GuildFacts) -> GuildLink:
    rank = (
        ""
        if guild.rank is None
        else guild.rank_name or ("Guild Master" if guild.rank == 0 else f"Rank {guild.rank}")
    )
    return GuildLink(guild.name, guild.path, rank)


def _stats(facts: CharacterFacts, card: PlayerCard | None) -> Iterator[Stat]:
    average = "" if facts.average_item_level is None else f"average {facts.average_item_level}"
    yield Stat("Item level", UNKNOWN if facts.item_level is None else str(facts.item_level), average)
    if card is None:
        return
    mythic = card["mythic"]
    if mythic is not None:
        color = safe_color(mythic["ratingColor"])
        yield Stat("Mythic+ rating", whole(mythic["rating"]), "" if mythic["rating"] else "not played", color)
    if card["raids"] is not None and card["raids"]["summary"]:
        yield Stat("Raid", card["raids"]["summary"], "best progress")
    logs = card["logs"]
    if logs is not None and logs["best"] is not None:
        yield Stat("Best log average", str(int(logs["best"])), "percentile, over all bosses")


def _logs_trouble(freshness: Sequence[PartFreshness]) -> str:
    """Return why there are no logs although somebody asked; empty as long as no look failed."""
    return next((part.sentence for part in freshness if part.key == "logs" and part.state == "failing"), "")


def _parts(
    card: PlayerCard, facts: CharacterFacts, logs_trouble: str, now: datetime, *, are_logs_alone: bool
) -> Parts:
    gear, vault, mythic, raids = card["gear"], card["vault"], card["mythic"], card["raids"]
    return Parts(
        fixes=None if gear is None else fix_list(gear),
        gear=None if gear is None else gear_view(gear),
        vault=None if vault is None else vault_view(vault),
        mythic=None if mythic is None else mythic_view(mythic),
        raids=None if raids is None else raids_view(raids, card["logs"]),
        logs=None if "logs" in facts.shown.closed else _logs(card, facts, logs_trouble),
        professions=None if card["professions"] is None else _professions(card["professions"]),
        talents=None if card["talents"] is None else _talents(card["talents"]),
        nothing=nothing_there(card),
        history=_history(facts.past, now),
        are_logs_alone=are_logs_alone,
    )


def _history(past: Past, now: datetime) -> HistoryView | None:
    return history_view(past.days, now, deeds=past.deeds, season=past.season_before)


def _logs(card: PlayerCard, facts: CharacterFacts, trouble: str) -> LogsView:
    return logs_view(
        card["logs"],
        card["raids"],
        is_connected=facts.is_logs_connected,
        is_wanted=Section.LOGS.value in card["missing"],
        why=trouble,
    )


def _professions(professions: Professions) -> Sequence[ProfessionLine]:
    return [
        ProfessionLine(
            one["name"] or f"Profession {one['id']}",
            one["isPrimary"],
            one["tier"] or "",
            UNKNOWN if one["skill"] is None else f"{one['skill']} of {one['maxSkill'] or '?'}",
            one["specialization"] or (f"{one['knownRecipes']} recipes" if one["knownRecipes"] else ""),
        )
        for one in sorted(professions["professions"], key=lambda one: not one["isPrimary"])
    ]


def _talents(talents: Talents) -> TalentsView:
    return TalentsView(talents["spec"] or UNKNOWN, talents["heroTree"] or "", talents["code"])
