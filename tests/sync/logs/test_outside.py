"""The way to Warcraft Logs, and what is said of it."""

from flask import Flask

from webapp.config import Settings
from webapp.sync.logs.outside import logs_connection, warcraftlogs


class TestLogsConnection:
    def test_without_a_client_it_says_so(self) -> None:
        connection = logs_connection(Settings())

        assert (connection.is_connected, connection.sentence) == (False, "Warcraft Logs is not connected.")

    def test_with_a_client_it_is_connected(self, settings: Settings) -> None:
        assert logs_connection(settings).is_connected


class TestWarcraftlogs:
    def test_a_process_has_one_client(self, app: Flask) -> None:
        with app.app_context():
            assert warcraftlogs() is warcraftlogs()
