"""Read what officers see beside a card; the notes themselves are read by an action, which counts it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import RowMapping

from webapp.characters.officers.page import (
    OWN_NOTES,
    EditView,
    NoteLine,
    NotesPage,
    NotesView,
    OfficersView,
    OpenNotes,
)
from webapp.characters.queries import FoundCharacter
from webapp.extensions import db
from webapp.lib.forms import Choice, Draft
from webapp.members.mains import Kin, untouchable
from webapp.members.note_store import NoteVersion, read_newest
from webapp.members.reading import read_audience
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.web.classes import ROLE_NAMES
from webapp.words import Role

AS_TOLD = "As Battle.net says"


def officers_view(
    found: FoundCharacter,
    access: Access,
    *,
    viewer_id: int | None,
    now: datetime,
    draft: Draft[str] | None = None,
) -> OfficersView | None:
    """Return what this viewer sees beside a card; None where that is nothing."""
    guild_id = found.row["guild_id"]
    if guild_id is None or found.is_hidden or viewer_id is None:
        return None
    notes, edit = None, None
    if Tool.OFFICER_NOTES in access.tools:
        notes = _notes(found, access, viewer_id=viewer_id, now=now)
    if Tool.ROSTER_EDIT in access.tools:
        edit = _edit(found.row, draft or Draft())
    if notes is None and edit is None:
        return None
    return OfficersView(path=found.address.path, character_id=found.id, notes=notes, edit=edit)


def opened(
    versions: Sequence[NoteVersion],
    *,
    typed: str | None = None,
    problem: str | None = None,
    is_behind: bool = False,
) -> OpenNotes:
    """Return the notes that an action has read, with what was typed where that was not stored."""
    newest = versions[0] if versions else None
    return OpenNotes(
        version=newest.id if newest else 0,
        lines=[NoteLine(one.body, one.by, one.at) for one in versions],
        typed=(newest.body if newest else "") if typed is None else typed,
        problem=problem,
        is_behind=is_behind,
    )


def notes_page(
    found: FoundCharacter, access: Access, shown: OpenNotes, *, viewer_id: int, now: datetime
) -> NotesPage:
    """Return the page of the opened notes."""
    notes = replace(_notes(found, access, viewer_id=viewer_id, now=now), opened=shown)
    view = OfficersView(path=found.address.path, character_id=found.id, notes=notes, edit=None)
    return NotesPage(address=found.address, class_id=found.row["class_id"] or 0, officers=view)


def _notes(found: FoundCharacter, access: Access, *, viewer_id: int, now: datetime) -> NotesView:
    session, guild_id = db.session(), found.row["guild_id"]
    audience = read_audience(session, guild_id, Tool.OFFICER_NOTES, access.rules, now=now)
    if viewer_id in {found.row["user_id"], found.row["main_user_id"]}:
        return NotesView(audience=audience, refusal=OWN_NOTES)
    newest = read_newest(session, guild_id, found.id)
    if newest is None:
        return NotesView(audience=audience)
    return NotesView(audience=audience, has_note=bool(newest.body), by=newest.by, at=newest.at)


def _edit(row: RowMapping, draft: Draft[str]) -> EditView:
    override = row["role_override"]
    return EditView(
        roles=[
            Choice("", _as_told(row["role"]), override is None),
            *(Choice(role.value, label, role is override) for role, label in ROLE_NAMES.items()),
        ],
        main=draft.fields.get("main", row["main_name"] or ""),
        refusal=untouchable(Kin(row["id"], row["user_id"], row["main_id"], row["main_set_by"])),
        alts=row["alts"],
        draft=draft,
    )


def _as_told(role: Role | None) -> str:
    return AS_TOLD if role is None else f"{AS_TOLD}: {ROLE_NAMES[role]}"
