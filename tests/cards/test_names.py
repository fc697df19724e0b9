"""Names of every script survive the way into the cache and out; any form of one finds exactly its card."""

import os
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.cards.people import Cards
from webapp.database import transaction
from webapp.lib.names import BadName, checked_name, has_room, name_key, same_but_for_case
from webapp.models import Character, CharacterEnrichmentCache

EXAMPLES = int(os.environ.get("MUSTER_TEST_NAMES") or 20)
"""Names of each kind on each database; set the variable for a long run."""
letters = st.characters(exclude_categories=["Cs", "Cc"])
scripts = st.sampled_from(
    ["Ñandú", "N\u0303andu\u0301", "Straße", "İstanbul", "Громмаш", "阿薩斯", "👩‍👩‍👧", "ΣΊΣΥΦΟΣ"]
)
names = st.one_of(st.text(letters, min_size=1, max_size=12), scripts)


def usable(name: str) -> str | None:
    try:
        tidy = checked_name(name, what="name")
    except BadName:
        return None
    return tidy if has_room(tidy) else None


def forms(name: str) -> list[str]:
    """Return the ways in which people write a name that still mean it: cases and normal forms."""
    cases = {name, name.lower(), name.upper(), name.casefold(), name.title()}
    same = [one for one in cases if name_key(one) == name_key(name) and same_but_for_case(one, name)]
    return [*same, unicodedata.normalize("NFD", name)]


class TestNames:
    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(names)
    def test_a_card_comes_back_under_any_form_of_its_name(self, cards: Cards, written: str) -> None:
        name = usable(written)
        if name is None:
            return
        with transaction() as session:
            session.execute(delete(CharacterEnrichmentCache))
            session.execute(delete(Character))
        who = cards.character(name)
        cards.rebuild(who)
        cards.give("Somebody", {"name": name})

        assert cards.latest(who).character_name == name
        assert [getattr(cards.find(form), "character_id", None) for form in forms(name)] == [who] * len(
            forms(name)
        )
        assert cards.rows()[-1].card == {"name": name}

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(names, names)
    def test_two_given_names_are_one_card_only_if_case_alone_differs(
        self, cards: Cards, one: str, other: str
    ) -> None:
        first, second = usable(one), usable(other)
        if first is None or second is None:
            return
        with transaction() as session:
            session.execute(delete(CharacterEnrichmentCache))

        cards.give(first, {"by": 1})
        is_new = cards.give(second, {"by": 2}).is_new

        assert is_new is not same_but_for_case(first, second)
        assert len(cards.rows()) == 1 + is_new
