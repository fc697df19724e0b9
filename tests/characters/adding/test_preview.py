"""Which of all cases a preview is."""

from datetime import timedelta

import pytest

from tests.support.roll import NOON
from webapp.characters.adding.preview import LATER, WAITS_FOR, Asked, Case, preview_of
from webapp.sync.pauses import Pause
from webapp.words import PauseScope

PAUSE = Pause(scope=PauseScope.EVERYTHING, paused_at=NOON)


class TestPreviewOf:
    @pytest.mark.parametrize(
        ("outcome", "level", "case"),
        [
            ("ok", 80, Case.FOUND),
            ("ok", 9, Case.LOW_LEVEL),
            ("not_found", None, Case.NOT_FOUND),
            ("forbidden", None, Case.PRIVATE),
            ("timeout", None, Case.DOWN),
            ("rate_limited", None, Case.DOWN),
        ],
    )
    def test_an_answer_says_which_it_is_whatever_is_paused_since(
        self, outcome: str, level: int | None, case: Case
    ) -> None:
        asked = Asked(asked_at=NOON, answered_at=NOON, outcome=outcome, level=level)

        assert preview_of(asked, PAUSE, NOON).case is case

    def test_without_an_answer_it_waits_for_a_while_unless_there_is_a_pause(self) -> None:
        asked = Asked(asked_at=NOON)

        assert preview_of(None, None, NOON).case is Case.UNASKED
        assert preview_of(asked, None, NOON).is_waiting
        assert preview_of(asked, PAUSE, NOON).case is Case.PAUSED
        assert preview_of(asked, None, NOON + WAITS_FOR + timedelta(seconds=1)).case is Case.UNANSWERED

    def test_facts_name_what_nobody_told(self) -> None:
        asked = Asked(asked_at=NOON, answered_at=NOON, outcome="ok", level=80, class_id=8)

        facts = dict(preview_of(asked, None, NOON).facts)

        assert facts == {"Class": "Mage", "Level": "80", "Item level": "not known", "Guild": "none"}

    def test_that_it_can_be_added_all_the_same_is_no_reason(self) -> None:
        preview = preview_of(Asked(asked_at=NOON, answered_at=NOON, outcome="not_found"), None, NOON)

        assert preview.ending == LATER
        assert LATER not in preview.reasons
        assert len(preview.reasons) > 1
