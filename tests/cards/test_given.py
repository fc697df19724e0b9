"""What programs give stays as it was given, or beside what is built here; the same again changes nothing."""

import threading
from typing import Any

import pytest

from tests.cards.people import HOUR, NOW, Cards, key_of
from webapp.cards.given import MOST_OWN_SEASONS, TooManySeasons, delete_given
from webapp.database import transaction
from webapp.extensions import db
from webapp.freshness.retention import KEPT_FOR
from webapp.models import Realm
from webapp.seasons import all_seasons
from webapp.words import CardStatus

CARD: dict[str, Any] = {"class": "Shaman", "itemLevel": 626, "nested": [1, 2.5, None, True, "Ñandú 🐉"]}


def delete(name: str, season: str = "latest") -> bool:
    with transaction() as session:
        return delete_given(session, key_of(name, season), NOW).is_there


class TestUpsertGiven:
    def test_a_card_of_nobody_whom_we_follow_comes_back_as_it_was_given(self, cards: Cards) -> None:
        taken = cards.give("Thrall", CARD, fetch_status=CardStatus.COMPLETE, wcl_last_fetched_at=NOW)

        row = cards.rows()[0]
        assert (taken.is_new, taken.subject) == (True, None)
        assert row.card == CARD
        assert (row.values["fetch_status"], row.values["wcl_last_fetched_at"]) == (CardStatus.COMPLETE, NOW)

    def test_the_same_again_confirms_the_card(self, cards: Cards) -> None:
        cards.give("Thrall", CARD)

        assert not cards.give("Thrall", CARD, at=NOW + HOUR).is_new
        assert (cards.rows()[0].card, cards.written_at("Thrall")) == (CARD, NOW + HOUR)

    def test_the_same_again_changes_nothing_of_a_built_card(self, cards: Cards) -> None:
        cards.rebuild(cards.character())
        cards.give("Thrall", CARD)

        cards.give("Thrall", CARD, at=NOW + HOUR)

        assert cards.written_at("Thrall") == NOW

    def test_what_nobody_confirmed_for_too_long_is_not_taken_up_again(self, cards: Cards) -> None:
        cards.give("Thrall", CARD)

        late = cards.give("Thrall", {}, at=NOW + KEPT_FOR)

        assert (late.is_new, [row.card for row in cards.rows()]) == (True, [{}])

    def test_what_it_leaves_out_stays(self, cards: Cards) -> None:
        cards.give("Thrall", CARD, error_message="odd")
        cards.give("Thrall", {"itemLevel": 630}, at=NOW + HOUR)

        assert cards.rows()[0].values["error_message"] == "odd"
        assert cards.written_at("Thrall") == NOW + HOUR

    def test_another_case_means_the_same_card(self, cards: Cards) -> None:
        cards.give("Thrall", CARD)

        cards.give("tHRALL", {"itemLevel": 630})

        assert [(row.character_name, row.card) for row in cards.rows()] == [("Thrall", {"itemLevel": 630})]

    def test_names_that_only_fold_alike_are_two(self, cards: Cards) -> None:
        cards.give("Straße", CARD)

        assert cards.give("Strasse", CARD).is_new
        assert len(cards.rows()) == 2

    def test_the_realm_is_stored_as_the_index_has_it(self, cards: Cards) -> None:
        with transaction() as session:
            session.add(
                Realm(region="eu", slug="raven-x", name="Ravencrest", name_key="ravencrest", bnet_realm_id=1)
            )

        cards.give("Thrall", CARD)

        row = cards.rows()[0]
        assert (row.realm, row.values["realm_name"]) == ("raven-x", "Ravencrest")

    def test_beside_a_built_card_it_lives_under_external(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)

        taken = cards.give("THRALL", CARD, fetch_status=CardStatus.FAILED, error_message="mine")

        row = cards.latest(thrall)
        assert taken.subject is not None
        assert taken.subject.character_id == thrall
        assert (row.card["external"], row.card["itemLevel"]) == (CARD, 710)
        assert row.values["fetch_status"] is CardStatus.PARTIAL

    def test_a_rebuild_keeps_it(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        cards.give("Thrall", CARD)

        assert cards.rebuild(thrall) == 0
        assert cards.latest(thrall).card["external"] == CARD

    def test_before_the_first_build_it_waits_there(self, cards: Cards) -> None:
        thrall = cards.character()

        assert cards.give("Thrall", CARD).is_new
        assert cards.latest(thrall).card == {"external": CARD}

    def test_the_build_writes_what_the_realm_is_called(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.give("Thrall", CARD)
        given = cards.latest(thrall).values["realm_name"]

        cards.rebuild(thrall)

        assert (given, cards.latest(thrall).values["realm_name"]) == ("Ravencrest", "ravencrest")

    @pytest.mark.parametrize("name", ["Thrall", "Jaina"])
    def test_seasons_of_programs_own_naming_have_an_end(self, cards: Cards, name: str) -> None:
        cards.character()
        for number in range(MOST_OWN_SEASONS):
            cards.give(name, CARD, season=f"own-{number}")

        with pytest.raises(TooManySeasons):
            cards.give(name, CARD, season="own-more")

        for season in ("own-3", "latest", *(season.key for season in all_seasons())):
            cards.give(name, {}, season=season)
        assert len(cards.rows()) == MOST_OWN_SEASONS + 1 + len(all_seasons())

    def test_a_former_name_is_nobodys(self, cards: Cards) -> None:
        thrall = cards.character("Gobryn")
        cards.was_called(thrall, "Thrall")
        cards.rebuild(thrall)

        cards.give("Thrall", CARD)

        assert "external" not in cards.latest(thrall).card


class TestRaces:
    def test_many_give_the_same_card_at_once_and_one_row_stays(self, cards: Cards) -> None:
        barrier, failed = threading.Barrier(4), []

        def give(number: int) -> None:
            with cards.app.app_context():
                barrier.wait()
                try:
                    for turn in range(5):
                        cards.give("Thrall", {"by": number, "turn": turn})
                except BaseException as error:
                    failed.append(error)
                    raise
                finally:
                    db.session.remove()

        threads = [threading.Thread(target=give, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        assert [row.card["turn"] for row in cards.rows()] == [4]

    def test_a_card_is_given_while_it_is_first_built(self, cards: Cards) -> None:
        thrall, barrier = cards.character(), threading.Barrier(2)

        def give() -> None:
            with cards.app.app_context():
                barrier.wait()
                cards.give("Thrall", CARD)
                db.session.remove()

        thread = threading.Thread(target=give)
        thread.start()
        barrier.wait()
        cards.rebuild(thrall)
        thread.join()
        cards.rebuild(thrall)

        assert [row.card["external"] for row in cards.rows()] == [CARD]


class TestDeleteGiven:
    def test_a_given_card_is_deleted(self, cards: Cards) -> None:
        cards.give("Thrall", CARD)

        assert delete("thrall")
        assert cards.rows() == []

    def test_there_may_be_none(self, cards: Cards) -> None:
        cards.give("Jaina", CARD)

        assert not delete("Thrall")
        assert len(cards.rows()) == 1

    def test_what_is_built_here_stays(self, cards: Cards) -> None:
        thrall = cards.character()
        cards.rebuild(thrall)
        built = cards.latest(thrall).card
        cards.give("Thrall", CARD)

        assert delete("Thrall")
        assert cards.latest(thrall).card == built
        assert not delete("Thrall")

    def test_a_row_that_held_nothing_else_goes(self, cards: Cards) -> None:
        cards.character()
        cards.give("Thrall", CARD, season="season-x")

        assert delete("Thrall", "season-x")
        assert cards.rows() == []
