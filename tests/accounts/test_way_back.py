"""People are sent back to where the site is set up to be, never to where a request says it is."""

import pytest

from webapp.accounts.way_back import way_back


class TestWayBack:
    @pytest.mark.parametrize("host", ["muster.example", "evil.example", "127.0.0.1:8000"])
    def test_a_site_that_is_set_up_is_the_only_one(self, host: str) -> None:
        assert way_back("https://muster.example", "http", host) == "https://muster.example/sign-in/callback"

    @pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000"])
    def test_on_this_machine_it_is_where_the_request_came_to(self, host: str) -> None:
        assert way_back("", "http", host) == f"http://{host}/sign-in/callback"

    @pytest.mark.parametrize(
        "host",
        ["evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1:80@evil.example", "",
         "[", "evil.example/localhost", "localhost/x", "localhost?x", "localhost#x", "a@localhost"],
    )  # fmt: skip
    def test_any_other_host_is_not_believed(self, host: str) -> None:
        assert way_back("", "http", host) is None
