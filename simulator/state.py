"""What happened to the world, kept in a file so that a restart goes on from there."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from simulator.logs import LogsMode
from simulator.people import Person
from simulator.world import World


def save(world: World, path: Path) -> None:
    """Write clock and changes, all at once."""
    with world.lock:
        content = {
            "seed": world.seed,
            "characters": world.census.characters,
            "members": world.census.guilds[0].size,
            "anchor": world.anchor,
            "clock": world.clock.state(),
            "people": [asdict(person) for person in world.changed_people()],
            "guilds": [
                {"number": state.guild.number, "name": state.name, "members": state.members}
                for state in world.changed_guilds()
            ],
            "overrides": [[index, kind, fields] for (index, kind), fields in world.overrides.items()],
            "logs": list(world.logs_modes.items()),
            "given": list(world.given.items()),
        }
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(orjson.dumps(content))
    part.replace(path)


def load(path: Path) -> dict[str, Any]:
    """Return what a file holds; nothing when there is none or it cannot be read."""
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


def fits(content: Mapping[str, Any], *, seed: int, members: int, characters: int) -> bool:
    """Say whether saved changes belong to a world of these figures."""
    return (content.get("seed"), content.get("members"), content.get("characters")) == (
        seed,
        members,
        characters,
    )


def apply(world: World, content: Mapping[str, Any]) -> None:
    """Let saved changes have happened."""
    for fields in content.get("people", []):
        world.restore(Person(**fields))
    for fields in content.get("guilds", []):
        world.restore_guild(fields["number"], fields["name"], tuple(fields["members"]))
    for index, kind, fields in content.get("overrides", []):
        world.overrides[index, kind] = fields
    for index, mode in content.get("logs", []):
        world.logs_modes[index] = LogsMode(mode)
    for index, battletag in content.get("given", []):
        world.given[index] = battletag
