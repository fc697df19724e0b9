"""Decisions outlive a process as text, and those of two restores hold together."""

from datetime import UTC, datetime

from webapp.sync.decisions import Decisions, as_text, both, from_text

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ALL = Decisions(
    forgotten={("eu", 7): "hash", ("us", 7): None},
    users=frozenset({1, 2}),
    operators=frozenset({1}),
    removed=frozenset({("eu", 5)}),
    revoked={"digest": NOON},
)


class TestText:
    def test_it_says_everything(self) -> None:
        assert from_text(as_text(ALL)) == ALL

    def test_what_nobody_can_tell_stays_so(self) -> None:
        assert from_text(as_text(Decisions())) == Decisions()


class TestBoth:
    def test_what_one_knows_holds_beside_nothing(self) -> None:
        assert both(ALL, Decisions()) == both(Decisions(), ALL) == ALL

    def test_who_is_gone_in_one_is_gone_and_so_is_a_right(self) -> None:
        restored = Decisions(
            users=frozenset({1, 2, 3}), operators=frozenset({1, 3}), removed=frozenset({("eu", 6)})
        )

        found = both(ALL, restored)

        assert (found.users, found.operators) == (frozenset({1, 2}), frozenset({1}))
        assert found.forgotten == ALL.forgotten
        assert found.removed == {("eu", 5), ("eu", 6)}
