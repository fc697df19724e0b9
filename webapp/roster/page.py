"""What the roster page shows: the one object that its templates receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from webapp.lib.forms import Choice
from webapp.permissions.policy import Tool
from webapp.roster.audience import Shown
from webapp.roster.choices import Sort
from webapp.roster.filters import FieldProblem, RosterFilter
from webapp.roster.query.finding import Example, Explained, Find
from webapp.roster.query.hints import hint_of
from webapp.roster.rows import MemberRow
from webapp.roster.strip import StripView
from webapp.web.guild_address import GuildAddress

ANY_VIEW = "view=any-view-of-this-roster"
"""What no view's own query holds."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column: its words, where a click leads, how it is sorted now, and what it means."""

    sort: Sort
    label: str
    query: str
    aria_sort: str | None
    hint: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """One role's part of those who are shown, and its place in a bar that is 1,000 wide."""

    role: str
    label: str
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Those whom the view keeps, of all ``members``; the mean is over the ``item_level_count`` known ones."""

    members: int
    kept: int
    shares: Sequence[Share]
    average_item_level: float | None
    item_level_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Menus:
    """Every choice that the filter bar offers, the chosen ones marked."""

    classes: Sequence[Choice]
    roles: Sequence[Choice]
    ranks: Sequence[Choice]
    seen: Sequence[Choice]
    states: Sequence[Choice]
    alts: Sequence[Choice]
    page_sizes: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where in the list this page is; queries are None at either end.

    What is counted are lines that lead: alts below their mains come along.
    """

    number: int
    count: int
    first: int
    last: int
    matched: int
    previous_query: str | None
    next_query: str | None


def pages_of(view: RosterFilter, matched: int) -> Pages:
    """Return where a view is in its list; a page beyond the end is the last one."""
    size = view.page_size or max(matched, 1)
    count = max(1, -(-matched // size))
    number = min(view.page, count)
    return Pages(
        number=number,
        count=count,
        first=min((number - 1) * size + 1, matched),
        last=min(number * size, matched),
        matched=matched,
        previous_query=view.on_page(number - 1).query() if number > 1 else None,
        next_query=view.on_page(number + 1).query() if number < count else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellPage:
    """The page around its parts; each part's mark is where it goes: see ``webapp/web/pieces.py``."""

    guild: GuildAddress
    tools: frozenset[Tool]
    """What the viewer may use of the guild: the tabs on top lead there."""
    is_active: bool
    """Whether something is under way, so that the page is looked at again."""
    strip: str
    filters: str
    table: str

    @property
    def has_insights(self) -> bool:
        """Whether the viewer may look back and compare."""
        return Tool.INSIGHTS in self.tools


@dataclass(frozen=True, slots=True)
class FindPart:
    """What stands under the search field while people type."""

    find: Find
    guild: GuildAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A guild and a view of its roster, with the addresses that its parts print."""

    guild: GuildAddress
    view: RosterFilter

    @property
    def query(self) -> str:
        """The view's query string, with its question mark; empty for the plain page."""
        written = self.view.query()
        return f"?{written}" if written else ""

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.guild.path + self.query

    @property
    def table_url(self) -> str:
        """The address of the table alone, for live updates."""
        return f"{self.guild.path}_table{self.query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPage(View):
    """The sync strip of a guild beside the view that its buttons come back to."""

    strip: StripView

    @property
    def strip_url(self) -> str:
        """Where the strip is asked for again; ``version`` says which data is on the page."""
        return f"{self.guild.path}_strip{self.query or '?'}&version={self.guild.data_version}".replace(
            "?&", "?"
        )

    @property
    def watch_url(self) -> str:
        """Where a strip at rest asks whether a run has begun since; ``run`` says which one it knows of."""
        return f"{self.strip_url}&run={run_word(self.guild)}"

    @property
    def refresh_url(self) -> str:
        """Where "refresh now" goes."""
        return f"{self.guild.path}refresh{self.query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyViewStrip(StripPage):
    """A strip for all views of a guild: a word stands where the query of each goes."""

    @property
    def query(self) -> str:
        """The word in place of a query."""
        return f"?{ANY_VIEW}"


def run_word(guild: GuildAddress) -> str:
    """Return a word for the newest run over a guild, which whoever begins one changes."""
    return "none" if guild.newest_run_at is None else f"{guild.newest_run_at.timestamp():.6f}"


def in_view(html: str, view: RosterFilter) -> str:
    """Return a strip for all views as the strip of one."""
    query = view.query()
    if query:
        return html.replace(ANY_VIEW, escape(query))
    return html.replace(f"?{ANY_VIEW}&amp;", "?").replace(f"?{ANY_VIEW}", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPage(View):
    """The roster of one guild, narrowed and sorted as the address asks."""

    problems: Sequence[FieldProblem]
    shown: Shown
    heads: Sequence[ColumnHead]
    rows: Sequence[MemberRow]
    pages: Pages
    summary: Summary
    can_export: bool
    menus: Menus
    find: Find
    examples: Sequence[Example]
    explained: Sequence[Explained]
    """The fields of the query language that are open to the viewer."""
    reading: StripView | None
    """How the reading of the roster does, where it has nobody to show."""

    @property
    def has_fault(self) -> bool:
        """Whether the query could not be read, or asks for what is not open."""
        return self.find.fault is not None

    @property
    def hint(self) -> Example | None:
        """A query that bare words may have meant, where they found nobody."""
        meant = None if self.rows or self.has_fault else hint_of(self.view.text, self.shown.fields)
        return None if meant is None else Example(meant, "", RosterFilter(text=meant).query())

    @property
    def has_alts_below(self) -> bool:
        """Whether any line stands below its main."""
        return any(row.kin is not None and row.kin.is_below for row in self.rows)
