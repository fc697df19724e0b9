"""The views that come with the product, and how any view is described. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.freshness.states import FreshnessState
from webapp.roster.audience import Shown, refuse
from webapp.roster.choices import TROUBLED, Alts, Direction, Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.labels import ALTS_LABELS, LABELS, role_label, seen_label
from webapp.web.classes import class_name
from webapp.web.freshness_words import STATE_WORDS


@dataclass(frozen=True, slots=True)
class NamedView:
    """A view under a name; ``id`` is None of one that comes with the product."""

    name: str
    view: RosterFilter
    id: int | None = None

    @property
    def query(self) -> str:
        """The query string of its page."""
        return self.view.query()

    @property
    def words(self) -> str:
        """What it shows beside the query in the search field."""
        return described(self.view)


SHIPPED: Sequence[NamedView] = (
    NamedView(
        "Raid audit",
        RosterFilter(text="problems>0 -alt", is_max_level=True, sort=Sort.AUDIT, direction=Direction.DOWN),
    ),
    NamedView(
        "Vault chase",
        RosterFilter(
            text="vault<3 or vault:unknown", is_max_level=True, sort=Sort.VAULT, direction=Direction.UP
        ),
    ),
    NamedView(
        "Inactive",
        RosterFilter(text="seen>30d or seen:unknown", sort=Sort.SEEN, direction=Direction.UP),
    ),
    NamedView("New and unclaimed", RosterFilter(text="joined<14d claimed:no")),
)


def open_to(views: Sequence[NamedView], shown: Shown) -> Sequence[NamedView]:
    """Return the views that ask for nothing closed."""
    return [one for one in views if not refuse(one.view, shown)[1]]


def described(view: RosterFilter) -> str:
    """Return what a view shows, but for its query."""
    return ", ".join(_phrases(view))


def _phrases(view: RosterFilter) -> Iterator[str]:
    yield from map(role_label, view.roles)
    yield from map(class_name, view.class_ids)
    if view.rank_ids:
        yield "rank " + " or ".join(map(str, view.rank_ids))
    if view.is_max_level:
        yield "highest level only"
    if view.has_problems:
        yield "with problems"
    if view.seen:
        yield seen_label(view.seen).lower()
    if view.state:
        yield "anything out of date" if view.state == TROUBLED else STATE_WORDS[FreshnessState(view.state)]
    if view.alts is not Alts.EVERYONE:
        yield ALTS_LABELS[view.alts].lower()
    plain = RosterFilter()
    if (view.sort, view.direction) != (plain.sort, plain.direction):
        yield f"sorted by {LABELS[view.sort]}"
    if view.page_size != plain.page_size:
        yield "all rows" if view.page_size is None else f"{view.page_size} rows"
