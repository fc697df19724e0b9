"""Files are found by their names, and a name that was typed is never a path."""

from pathlib import Path

import pytest

from webapp.legacyimport.folder import MOST_CANDIDATES, files_about


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "folder" / "eu"
    below.mkdir(parents=True)
    for name in ("thrall.json", "eu-frostwolf-Thrall.pkl", "thrallia.json", "thrall.txt", "Bjo\u0308rn.json"):
        (below / name).write_text("{}")
    (tmp_path / "secret.json").write_text("{}")
    (below / "secret.json").symlink_to(tmp_path / "secret.json")
    return tmp_path / "folder"


class TestFilesAbout:
    def test_the_name_is_a_word_of_the_files_name(self, folder: Path) -> None:
        found = [path.name for path in files_about(folder, "Thrall")]

        assert found == ["thrall.json", "eu-frostwolf-Thrall.pkl"]

    def test_a_name_is_found_however_its_accents_are_written(self, folder: Path) -> None:
        assert len(files_about(folder, "BJÖRN")) == 1

    @pytest.mark.parametrize("name", ["../secret", "..", "secret", "/etc/passwd", "eu/thrall", "*", ""])
    def test_paths_and_links_lead_nowhere(self, folder: Path, name: str) -> None:
        assert files_about(folder, name) == []

    def test_a_handful_is_read_at_most(self, tmp_path: Path) -> None:
        for number in range(MOST_CANDIDATES + 5):
            (tmp_path / f"thrall-{number}.json").write_text("{}")

        assert len(files_about(tmp_path, "Thrall")) == MOST_CANDIDATES
