"""Which sections are of use with one tool alone: whoever lacks it is told nothing of them. Pure."""

from collections.abc import Collection, Mapping

from webapp.permissions.policy import Tool
from webapp.words import Section

TOOL_OF: Mapping[Section, Tool] = {Section.EQUIPMENT: Tool.GEAR_AUDIT, Section.LOGS: Tool.LOGS}


def closed_to(tools: Collection[Tool]) -> frozenset[Section]:
    """Return the sections of which somebody with these tools is told nothing."""
    return frozenset(section for section, tool in TOOL_OF.items() if tool not in tools)
