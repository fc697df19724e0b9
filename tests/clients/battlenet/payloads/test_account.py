"""A person's own list, whole and with pieces missing."""

import pytest

from tests.clients.battlenet.payloads.answers import ACCOUNT, BIGGEST_ID
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.account import Account, OwnCharacter, parse_account
from webapp.clients.battlenet.payloads.mentions import RealmRef

FIRST = "wow_accounts.0.characters.0"
JAINA = OwnCharacter(
    id=BIGGEST_ID,
    name="Jaina",
    realm=RealmRef(id=901, slug="rainmoor", name="Rainmoor"),
    class_id=8,
    race_id=1,
    faction="alliance",
    level=80,
)


class TestParseAccount:
    def test_all_subscriptions_are_read_as_one(self) -> None:
        assert parse_account(json_of(ACCOUNT)) == Account(characters=(JAINA,), unread=0)

    def test_whoever_has_no_subscription_has_no_characters(self) -> None:
        assert parse_account(changed(ACCOUNT, "wow_accounts", [])) == Account(characters=(), unread=0)

    @each_harm
    @pytest.mark.parametrize("place", ["id", "name", "realm", "realm.id", "realm.slug"])
    def test_a_character_without_what_names_it_is_left_out_and_counted(
        self, place: str, harm: object
    ) -> None:
        account = parse_account(changed(ACCOUNT, f"{FIRST}.{place}", harm))

        assert account == Account(characters=(), unread=1)

    @pytest.mark.parametrize("odd", [None, 7, "Jaina", []])
    def test_what_is_no_character_costs_nobody_else(self, odd: object) -> None:
        account = parse_account(changed(ACCOUNT, "wow_accounts.1.characters", [odd, None]))

        assert account == Account(characters=(JAINA,), unread=2)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"),
        [
            ("playable_class", "class_id"),
            ("playable_race", "race_id"),
            ("faction", "faction"),
            ("level", "level"),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, field: str, harm: object) -> None:
        account = parse_account(changed(ACCOUNT, f"{FIRST}.{place}", harm))

        assert account.characters == (emptied(JAINA, field),)

    @pytest.mark.parametrize("place", ["wow_accounts", "wow_accounts.1.characters"])
    def test_a_list_that_is_none_is_refused(self, place: str) -> None:
        with pytest.raises(BadPayload) as error:
            parse_account(changed(ACCOUNT, place, "odd"))

        assert error.value.field == path_of(place)

    def test_an_answer_without_the_list_is_refused(self) -> None:
        with pytest.raises(BadPayload, match="wow_accounts"):
            parse_account(json_of({"id": 1}))
