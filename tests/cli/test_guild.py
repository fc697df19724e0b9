"""flask guild …: track, sync, print, accept, remove."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from simulator import Simulator
from tests.cli.conftest import DEMO, Run
from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, Realm, SyncTarget


def rows_of(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestAdd:
    @pytest.mark.parametrize("place", [DEMO, "eu/Argent Dawn/Lantern Watch", "EU/ARGENT DAWN/LANTERN WATCH"])
    def test_a_guild_is_found_by_name_or_slug_in_any_case(self, app: Flask, run: Run, place: str) -> None:
        result = run("guild", "add", place)

        assert result.output == "Lantern Watch on Argent Dawn (eu) is tracked now.\n"
        assert (rows_of(app, Guild), rows_of(app, SyncTarget)) == (1, 1)

    def test_adding_again_changes_nothing(self, app: Flask, run: Run) -> None:
        run("guild", "add", DEMO)

        result = run("guild", "add", DEMO)

        assert "tracked already" in result.output
        assert (rows_of(app, Guild), rows_of(app, SyncTarget)) == (1, 1)

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ("eu/argent-dawn/no-such-guild", "knows no guild 'no-such-guild' on Argent Dawn (eu)"),
            ("eu/argent-down/lantern-watch", "Did you mean Argent Dawn?"),
            ("eu/argent-dawn/a;b", "cannot be the name of a guild"),
            ("xx/argent-dawn/lantern-watch", "'xx' is no region"),
            ("eu/argent-dawn", "REGION/REALM/NAME"),
        ],
    )
    def test_what_is_not_there_is_refused_and_nothing_is_written(
        self, app: Flask, run: Run, place: str, said: str
    ) -> None:
        result = run("guild", "add", place)

        assert (result.exit_code, said in result.output) == (2, True)
        assert [rows_of(app, model) for model in (Guild, Realm, SyncTarget)] == [0, 0, 0]

    def test_trouble_at_battlenet_is_said_in_a_sentence(self, run: Run, simulator: Simulator) -> None:
        simulator.control.add_fault("status", kind="realm-index", status=500)

        result = run("guild", "add", DEMO)

        assert (result.exit_code, "Blizzard is having trouble" in result.output) == (2, True)

    def test_who_could_not_be_reached_is_named(self, run: Run, simulator: Simulator) -> None:
        simulator.stop()

        result = run("guild", "add", DEMO)

        said = "cannot be read from Battle.net: It could not be reached from this machine"
        assert (result.exit_code, said in result.output) == (2, True)


class TestSync:
    def test_now_syncs_in_this_process(self, app: Flask, run: Run, simulator: Simulator) -> None:
        run("guild", "add", DEMO)

        result = run("guild", "sync", DEMO, "--now")

        assert result.exit_code == 0
        assert rows_of(app, GuildMember) == len(simulator.control.members())

    def test_a_roster_that_could_not_be_read_is_a_failure(
        self, run: Run, synced: str, simulator: Simulator
    ) -> None:
        simulator.control.add_fault("status", kind="guild*", status=503)

        result = run("guild", "sync", synced, "--now")

        assert result.exit_code == 1
        assert "The roster was not read:" in result.output

    def test_the_help_says_what_it_waits_for(self, run: Run) -> None:
        said = " ".join(run("guild", "sync", "--help").output.split())

        assert "this command ends at once; --follow stays" in said

    def test_without_now_it_is_asked_for(self, run: Run, synced: str) -> None:
        result = run("guild", "sync", synced)

        assert result.output == "Asked for. Watch it with: flask sync status\n"

    def test_a_guild_that_is_not_tracked_is_refused(self, run: Run) -> None:
        result = run("guild", "sync", DEMO)

        assert (result.exit_code, f"flask guild add {DEMO}" in result.output) == (2, True)


class TestListGuilds:
    def test_an_empty_list_says_how_to_begin(self, run: Run) -> None:
        assert (
            run("guild", "list").output == "No guild is tracked. Add one: flask guild add REGION/REALM/NAME\n"
        )

    @pytest.mark.usefixtures("synced")
    def test_each_guild_has_its_size_and_age(self, run: Run) -> None:
        line = run("guild", "list").output.splitlines()[-1]

        assert re.fullmatch(r"eu/argent-dawn/Lantern Watch +12 +\d+ s ago +ok", line)


class TestRoster:
    def test_every_member_is_printed(self, run: Run, synced: str, simulator: Simulator) -> None:
        output = run("guild", "roster", synced).output

        assert [one["name"] for one in simulator.control.members() if one["name"] not in output] == []


class TestHeldRoster:
    def test_a_roster_that_lost_too_many_waits_for_an_operator(
        self, run: Run, synced: str, simulator: Simulator
    ) -> None:
        simulator.control.add_fault("keep_members", kind="guild-roster", fraction=0.5)
        held = run("guild", "sync", synced, "--now")

        accepted = run("guild", "accept", synced)

        assert "A roster is held" in held.output
        assert "6 left" in accepted.output

    @pytest.mark.parametrize("command", ["accept", "discard"])
    def test_without_a_held_roster_there_is_nothing_to_decide(
        self, run: Run, synced: str, command: str
    ) -> None:
        result = run("guild", command, synced)

        assert (result.exit_code, f"no roster of {synced} is held" in result.output) == (2, True)


class TestRemove:
    def test_everything_about_the_guild_is_deleted(self, app: Flask, run: Run, synced: str) -> None:
        result = run("guild", "remove", synced, "--yes")

        assert "12 characters were deleted" in result.output
        assert [rows_of(app, model) for model in (Guild, GuildMember, Character, SyncTarget)] == [0, 0, 0, 0]

    def test_it_asks_before(self, app: Flask, run: Run, synced: str) -> None:
        result = run("guild", "remove", synced)

        assert result.exit_code == 1
        assert rows_of(app, Guild) == 1
