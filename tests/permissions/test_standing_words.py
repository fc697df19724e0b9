"""What is shared between processes says what one of them read, and nothing more."""

from datetime import UTC, datetime

from webapp.permissions.policy import Exemption, GuildRules, Standing, ToolRule
from webapp.permissions.standing_words import dump_facts, load_facts
from webapp.words import Effect

UNTIL = datetime(2026, 12, 1, tzinfo=UTC)


class TestFacts:
    def test_what_is_written_is_read_again(self) -> None:
        exemptions = (
            Exemption(tool="logs", effect=Effect.DENY, reason="asked “for” it", expires_at=UNTIL),
            Exemption(tool="sync", effect=Effect.GRANT, reason="helps"),
        )
        standing = Standing(rank=3, through="Jaina-Area 52", exemptions=exemptions)
        rules = GuildRules(rules={"logs": ToolRule(2, is_on=False)}, is_public=True)

        assert load_facts(dump_facts((standing, rules))) == (standing, rules)

    def test_nobody_is_nobody(self) -> None:
        assert load_facts(dump_facts((Standing(), GuildRules()))) == (Standing(), GuildRules())

    def test_who_runs_the_server_is_never_taken_from_what_is_kept(self) -> None:
        facts = (Standing().as_operator(), GuildRules())

        assert not load_facts(dump_facts(facts))[0].is_operator
