"""What the pages of saved views show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.lib.forms import Draft
from webapp.roster.filters import RosterFilter
from webapp.roster.saved.shipped import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsPage:
    """The views that somebody may open, and the one that the roster shows now."""

    name: str
    path: str
    realm_name: str
    region: str
    faction: str | None
    shipped: Sequence[NamedView]
    shared: Sequence[NamedView]
    """The guild's."""
    own: Sequence[NamedView]
    is_signed_in: bool
    can_share: bool
    """Whether the reader may keep and remove the guild's."""
    now: NamedView
    """The view that the roster shows now, under no name yet."""
    draft: Draft[str]

    @property
    def is_plain(self) -> bool:
        """Whether the roster is as it always is, so that there is nothing to keep."""
        return self.now.view == RosterFilter()
