"""What people are told of their own characters."""

from datetime import timedelta

from tests.support.roll import NOON
from webapp.notifications.trends.days import BEFORE_RESET
from webapp.notifications.trends.own import LIST_AFTER, OwnGear, OwnList, told_of_gear, told_of_lists

MINUTE = timedelta(minutes=1)


def gear(character_id: int, problems: int, **facts: str) -> OwnGear:
    where = {"region": "eu", "name": f"N{character_id}"} | facts
    return OwnGear(user_id=1, character_id=character_id, problems=problems, **where)


def test_a_list_is_old_behind_the_thirtieth_day_by_when_it_was_read() -> None:
    ages = (LIST_AFTER, LIST_AFTER + MINUTE)
    lists = [OwnList(user_id=place, region="eu", read_at=NOON - age) for place, age in enumerate(ages)]

    (told,) = told_of_lists(lists, NOON)

    assert (told.user_id, told.facts) == (1, {"region": "eu"})
    assert told.cause == f"list_old:eu:{int((NOON - LIST_AFTER - MINUTE).timestamp())}"


def test_before_the_reset_the_character_with_most_to_mend_is_named() -> None:
    near = {"eu": NOON + BEFORE_RESET}

    (told,) = told_of_gear([gear(1, 2), gear(2, 5), gear(3, 1), gear(4, 9, region="us")], near, NOON)

    assert told.facts == {"character_id": 2, "name": "N2", "count": 5, "others": 2}
    assert told_of_gear([gear(1, 2)], {"eu": NOON + BEFORE_RESET + MINUTE}, NOON) == []
    assert told_of_gear([gear(1, 2)], {"eu": NOON}, NOON) == []
