"""Of which sections somebody is told nothing."""

from webapp.permissions.policy import Tool
from webapp.permissions.section_tools import closed_to
from webapp.words import Section


class TestClosedTo:
    def test_a_section_goes_with_its_tool(self) -> None:
        assert closed_to(frozenset(Tool)) == frozenset()
        assert closed_to({Tool.ROSTER, Tool.GEAR_AUDIT}) == {Section.LOGS}
        assert closed_to({Tool.ROSTER}) == {Section.EQUIPMENT, Section.LOGS}
