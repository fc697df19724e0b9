"""Settings of what an older tool left behind."""

import os
from dataclasses import dataclass
from pathlib import Path

from webapp.lib.mail_settings import MailSettings
from webapp.lib.setting_values import one_of, setting


def readable_folder(value: str) -> Path:
    """Return a folder that is there and can be listed."""
    folder = Path(value)
    if not folder.is_dir():
        raise ValueError(f"must be a folder that is there, not {value!r}")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise ValueError(f"names the folder {value!r}, which this user may not read")
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacySettings(MailSettings):
    """Where files of an older tool are, and where characters are whose file does not say it."""

    legacy_characters_dir: Path | None = setting(  # noqa: RUF009 - this is dataclasses.field
        "LEGACY_CHARACTERS_DIR",
        "a folder with a file per character of an older tool; who is not in the database is looked for there",
        read=readable_folder,
        default=None,
    )
    legacy_region: str = setting(
        "LEGACY_REGION",
        "the region of characters whose file does not name one: us, eu, kr or tw",
        read=one_of("us", "eu", "kr", "tw"),
        default="",
    )
    legacy_realm: str = setting(
        "LEGACY_REALM",
        "the realm of characters whose file does not name one, such as argent-dawn",
        default="",
    )

    def legacy_contradictions(self) -> list[str]:
        """Return what does not fit together."""
        if self.legacy_realm and not self.legacy_region:
            return ["LEGACY_REGION must be set where LEGACY_REALM is: a realm alone is no place"]
        return []
