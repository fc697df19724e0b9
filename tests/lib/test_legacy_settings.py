"""The folder of an older tool is there, or the process does not start and says which setting is wrong."""

from pathlib import Path

import pytest

from webapp.config import Settings
from webapp.lib.setting_values import ConfigError


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"LEGACY_CHARACTERS_DIR": "/nowhere/at/all"}, "LEGACY_CHARACTERS_DIR must be a folder"),
        ({"LEGACY_REGION": "cn"}, "LEGACY_REGION must be one of"),
        ({"LEGACY_REALM": "frostwolf"}, "LEGACY_REGION must be set"),
    ],
)
def test_what_is_wrong_is_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        Settings.from_environment(environment)


def test_a_folder_that_is_there_is_taken(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LEGACY_CHARACTERS_DIR": str(tmp_path)})

    assert settings.legacy_characters_dir == tmp_path
