"""Read the views of a guild and of a person: one statement for both."""

from dataclasses import replace
from urllib.parse import parse_qs

from sqlalchemy import false, or_, select

from webapp.extensions import db
from webapp.lib.forms import Draft
from webapp.models import SavedView
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.roster.audience import shown_to
from webapp.roster.filters import RosterFilter, read_filter
from webapp.roster.saved.page import ViewsPage
from webapp.roster.saved.shipped import SHIPPED, NamedView, open_to
from webapp.web.guild_address import GuildAddress


def views_page(
    guild: GuildAddress,
    access: Access,
    view: RosterFilter,
    *,
    viewer_id: int | None,
    draft: Draft[str] | None = None,
) -> ViewsPage:
    """Return the page; what asks for something closed is not offered, but for one's own."""
    shown = shown_to(access.tools, is_member=access.standing.rank is not None)
    rows = _rows(guild.id, viewer_id)
    shared = [_named(row) for row in rows if row.user_id is None]
    return ViewsPage(
        name=guild.name,
        path=guild.path,
        realm_name=guild.realm_name,
        region=guild.region,
        faction=guild.faction,
        shipped=open_to(SHIPPED, shown),
        shared=open_to(shared, shown),
        own=[_named(row) for row in rows if row.user_id is not None],
        is_signed_in=viewer_id is not None,
        can_share=Tool.ROSTER_EDIT in access.tools,
        now=NamedView("", replace(view, page=1)),
        draft=Draft() if draft is None else draft,
    )


def _rows(guild_id: int, viewer_id: int | None) -> list[SavedView]:
    own = false() if viewer_id is None else SavedView.user_id == viewer_id
    whose = or_(SavedView.user_id.is_(None), own)
    query = select(SavedView).where(SavedView.guild_id == guild_id, whose)
    return list(db.session.scalars(query.order_by(SavedView.name_key, SavedView.id)))


def _named(row: SavedView) -> NamedView:
    """Return a view as this version reads it: what it does not know is left out."""
    view, _ = read_filter(parse_qs(row.query))
    return NamedView(row.name, view, row.id)
