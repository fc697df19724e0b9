"""What the log keeps of a decision leads back to the same decision."""

from datetime import UTC, datetime

import orjson
import pytest

from webapp.permissions.audit import exemption_words
from webapp.permissions.policy import Exemption, ToolRule
from webapp.rights.state import exemption_of, rule_of, rule_words
from webapp.words import Effect

THEN = datetime(2026, 11, 21, 12, 0, 1, 5, tzinfo=UTC)


class TestWords:
    @pytest.mark.parametrize("rule", [ToolRule(0), ToolRule(9, is_on=False)])
    def test_a_rule_comes_back_as_it_was(self, rule: ToolRule) -> None:
        assert rule_of(orjson.loads(orjson.dumps(rule_words(rule)))) == rule

    @pytest.mark.parametrize("expires_at", [None, THEN])
    def test_an_exception_comes_back_as_it_was(self, expires_at: datetime | None) -> None:
        exemption = Exemption(tool="export", effect=Effect.DENY, reason="trial", expires_at=expires_at)

        assert exemption_of("export", orjson.loads(orjson.dumps(exemption_words(exemption)))) == exemption

    def test_no_exception_is_none(self) -> None:
        assert exemption_words(None) is None
        assert exemption_of("export", None) is None
