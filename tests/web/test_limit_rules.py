"""Which rule counts a request, and under which address."""

import pytest

from webapp.web.limit_rules import (
    EXPORT,
    LOOK_UP,
    PAGES,
    PROGRAMS,
    RULES,
    SIGN_IN,
    UNKNOWN_PROGRAMS,
    WRITES,
    Rule,
    home_of,
    rule_for,
    too_many,
)


class TestRuleFor:
    @pytest.mark.parametrize(
        ("endpoint", "writes", "rule"),
        [
            ("accounts.sign_in", True, SIGN_IN),
            ("accounts.callback", False, SIGN_IN),
            ("accounts.sign_in_form", False, PAGES),
            ("characters.look_up", True, LOOK_UP),
            ("me.export", False, EXPORT),
            ("roster.refresh", True, WRITES),
            ("roster.index", False, PAGES),
            ("health.alive", False, None),
            ("static", False, None),
        ],
    )
    def test_a_person_is_counted_by_what_they_do(
        self, endpoint: str, *, writes: bool, rule: Rule | None
    ) -> None:
        assert rule_for(endpoint, writes=writes, is_program=False, has_token=False) is rule

    @pytest.mark.parametrize(("has_token", "rule"), [(True, PROGRAMS), (False, UNKNOWN_PROGRAMS)])
    def test_a_program_is_counted_by_whether_it_is_known(self, *, has_token: bool, rule: Rule) -> None:
        assert rule_for("cache.read", writes=False, is_program=True, has_token=has_token) is rule

    def test_a_way_back_from_nothing_is_a_page(self) -> None:
        rule = rule_for("accounts.callback", writes=False, is_program=False, has_token=False, is_stray=True)

        assert rule is PAGES

    def test_every_rule_has_a_name_of_its_own(self) -> None:
        assert len({rule.name for rule in RULES}) == len(RULES)


class TestText:
    def test_a_factor_multiplies_all_of_it(self) -> None:
        assert LOOK_UP.text(2) == "20 per minute;120 per hour"
        assert WRITES.text(1) == "60 per minute"


class TestHomeOf:
    @pytest.mark.parametrize(
        ("address", "home"),
        [
            ("203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("", "nowhere"),
            (None, "nowhere"),
            ("unix:", "nowhere"),
        ],
    )
    def test_it_is_what_one_person_cannot_change_at_will(self, address: str | None, home: str) -> None:
        assert home_of(address) == home


class TestTooMany:
    def test_it_says_how_long_to_wait(self) -> None:
        assert too_many(20, 1).endswith("Wait 1 second, then go on.")
        assert "More than 20 requests" in too_many(20, 34)
