"""Answer the terms that a database cannot: one statement over the members, however many terms there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from webapp.lib.spelling import Apart, Needle, apart
from webapp.members.mains import Kin, families
from webapp.members.reading import KIN
from webapp.models import Character, GuildMember, Realm
from webapp.roster.member_facts import IS_MEMBER
from webapp.roster.query.conditions import looked_up, since
from webapp.roster.query.tree import Age, Node, Op, Term, Text, terms_of
from webapp.roster.query.vocabulary import Field

Members = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Noted:
    """The members with a note, as far as the reader may know of them, and whose notes have which words."""

    members: frozenset[int] = frozenset()
    by_words: Mapping[str, frozenset[int]] = field(default_factory=dict)


def query_parameters(
    session: Session,
    tree: Node,
    plain: Mapping[str, object],
    *,
    noted: Noted,
    now: datetime,
    of: Callable[[frozenset[Field]], Select[*tuple[Any, ...]]] | None = None,
) -> dict[str, object]:
    """Return the parameters of a query's condition with the ``plain`` ones of the page.

    ``of`` builds the statement over whom the query is about, members of a guild where it is not given.
    """
    terms = looked_up(tree)
    fields = frozenset(term.field for term in terms.values()) - {Field.NOTE}
    members = session.connection().execute((of or _members)(fields), plain).all() if fields else ()
    spelled = _spelled(members, fields)
    return {
        **plain,
        **{since(age.hours): now - timedelta(hours=age.hours) for age in _ages(tree)},
        **{name: _meant(term, members, spelled, noted) for name, term in terms.items()},
    }


def _ages(tree: Node) -> list[Age]:
    return [term.value for term in terms_of(tree) if isinstance(term.value, Age)]


def note_words(tree: Node | None) -> frozenset[str]:
    """Return the words that a query looks for in notes."""
    terms = () if tree is None else terms_of(tree)
    return frozenset(
        term.value.text for term in terms if term.field is Field.NOTE and isinstance(term.value, Text)
    )


@dataclass(frozen=True, slots=True)
class _Spelled:
    """The members by what is written of them, taken apart once however many terms look at it."""

    names: Sequence[tuple[int, Apart]]
    realms: Mapping[tuple[Apart, Apart], Sequence[int]]


def _spelled(members: Members, fields: frozenset[Field]) -> _Spelled:
    of_realm: dict[tuple[str, str], list[int]] = {}
    for row in members if Field.REALM in fields else ():
        of_realm.setdefault((row.realm, row.realm_name or ""), []).append(row.id)
    return _Spelled(
        names=[(row.id, apart(row.name)) for row in members] if Field.NAME in fields else (),
        realms={(apart(slug), apart(title)): ids for (slug, title), ids in of_realm.items()},
    )


def _meant(term: Term, members: Members, spelled: _Spelled, noted: Noted) -> list[int]:
    if term.field is Field.NOTE:
        value = term.value
        return sorted(noted.by_words.get(value.text, ()) if isinstance(value, Text) else noted.members)
    if not isinstance(term.value, Text):
        return sorted(families(Kin(row.id, row.user_id, row.main_id, row.main_set_by) for row in members))
    fits = _fits(term.value, term.op)
    if term.field is Field.REALM:
        meant = (ids for (slug, title), ids in spelled.realms.items() if fits(slug) or fits(title))
        return [one for ids in meant for one in ids]
    return [one for one, name in spelled.names if fits(name)]


def _fits(text: Text, op: Op) -> Callable[[str], bool]:
    needle = Needle(text.text)
    if op is Op.IS:
        return needle.is_whole
    return needle.begins if text.is_beginning else needle.is_in


@lru_cache(maxsize=8)
def _members(fields: frozenset[Field]) -> Select[*tuple[Any, ...]]:
    """Build the statement over what these fields need of each member."""
    query = select(Character.id, Character.name).join(GuildMember, IS_MEMBER)
    if Field.ALT in fields:
        query = query.add_columns(*KIN[1:])
    if Field.REALM in fields:
        of_member = and_(Realm.region == Character.region, Realm.slug == Character.realm)
        query = query.add_columns(Character.realm, Realm.name.label("realm_name")).outerjoin(Realm, of_member)
    return query.where(IS_MEMBER)
