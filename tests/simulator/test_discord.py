"""Discord's webhooks, played: messages arrive, are shown, and can be refused."""

import pytest
import requests

from simulator import Simulator
from simulator.routes import Kind, route
from webapp.config import Settings
from webapp.notifications.discord import send

HOOK = "/api/webhooks/123456789/made-up-key-of-twenty-letters"
MESSAGE = {"content": "Berkel joined"}


class TestDiscord:
    @pytest.mark.parametrize("path", [HOOK, HOOK.replace("/api", "/api/v10")])
    def test_a_message_arrives_and_is_shown_without_its_key(self, sim: Simulator, path: str) -> None:
        attempt = send(path, MESSAGE, Settings(discord_base=sim.url))

        (arrived,) = sim.control.discord()
        assert attempt.status == 204
        assert (arrived["webhook"], arrived["message"]) == (123456789, MESSAGE)
        assert "made-up-key" not in str(arrived)

    @pytest.mark.parametrize(("status", "after"), [(404, None), (429, "30"), (500, None)])
    def test_it_refuses_as_a_rule_says(self, sim: Simulator, status: int, after: str | None) -> None:
        sim.control.add_fault("status", kind="discord-webhook", status=status, retry_after=after)

        attempt = send(HOOK, MESSAGE, Settings(discord_base=sim.url))

        assert (attempt.status, attempt.retry_after) == (status, 30.0 if after else None)
        assert sim.control.discord() == []

    @pytest.mark.parametrize("body", [b"", b"[]", b'{"content": ""}'])
    def test_an_empty_message_is_refused(self, sim: Simulator, body: bytes) -> None:
        assert requests.post(sim.url + HOOK, data=body, timeout=5).status_code == 400
        assert requests.get(sim.url + HOOK, timeout=5).status_code == 405

    def test_other_addresses_are_no_webhooks(self) -> None:
        found = {route(path).kind for path in ("/api", "/api/webhooks/x/y", f"/eu{HOOK}", f"{HOOK}/more")}

        assert found == {Kind.UNKNOWN}
