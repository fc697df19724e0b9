"""Which directory a command keeps its state in."""

from pathlib import Path

import pytest

from devtools.place import DEFAULT_VAR, find_place


class TestFindPlace:
    def test_the_demo_is_kept_in_var_itself(self, tmp_path: Path) -> None:
        place = find_place(None, given={}, dotenv=tmp_path / ".env")

        assert (place.state.path, place.is_real, place.words) == (DEFAULT_VAR, False, "")

    @pytest.mark.parametrize(
        "line",
        ["BATTLENET_CLIENT_ID=a", "BATTLENET_CLIENT_SECRET_FILE=/run/secret", "BATTLENET_CLIENT_SECRET=b"],
    )
    def test_credentials_have_a_world_of_their_own(self, tmp_path: Path, line: str) -> None:
        (tmp_path / ".env").write_text(line)

        place = find_place(tmp_path / "x", given={}, dotenv=tmp_path / ".env")

        assert (place.state.path, place.is_real) == (tmp_path / "x" / "battlenet", True)

    def test_credentials_of_the_shell_count_as_well(self, tmp_path: Path) -> None:
        place = find_place(None, given={"BATTLENET_CLIENT_ID": "a"}, dotenv=tmp_path / ".env")

        assert place.state.path == DEFAULT_VAR / "battlenet"

    def test_empty_credentials_are_none(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("BATTLENET_CLIENT_ID=\nBATTLENET_CLIENT_SECRET=' '\n")

        place = find_place(None, given={}, dotenv=tmp_path / ".env")

        assert not place.is_real

    def test_the_environment_names_the_directory(self, tmp_path: Path) -> None:
        place = find_place(None, given={"MUSTER_VAR": str(tmp_path / "a b")}, dotenv=tmp_path / ".env")

        assert place.state.path == tmp_path / "a b"
        assert place.words == f" --var '{tmp_path}/a b'"

    def test_the_flag_wins_over_the_environment(self, tmp_path: Path) -> None:
        place = find_place(tmp_path / "flag", given={"MUSTER_VAR": "/else"}, dotenv=tmp_path / ".env")

        assert place.state.path == tmp_path / "flag"

    def test_dotenv_names_a_directory_beside_itself(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("MUSTER_VAR=kept\n")

        place = find_place(None, given={}, dotenv=tmp_path / ".env")

        assert place.state.path == tmp_path / "kept"
