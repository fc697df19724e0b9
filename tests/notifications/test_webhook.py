"""Which addresses are webhooks, and what is sent."""

import pytest

from webapp.notifications.webhook import MOST_LETTERS, message, path_of, shown

KEY = "aB3_-" * 12
HOSTS = ["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"]
PATH = f"/api/webhooks/123456789012345678/{KEY}"


class TestPathOf:
    @pytest.mark.parametrize("host", HOSTS)
    def test_a_webhook_is_known_by_its_path(self, host: str) -> None:
        assert path_of(f" https://{host}{PATH}\n") == PATH

    def test_everything_else_is_refused(self) -> None:
        wrong = [
            "", "x" * 100_000, f"http://discord.com{PATH}", f"https://discord.com:444{PATH}",
            f"https://discord.com@evil.example{PATH}", f"https://evil@discord.com{PATH}",
            f"https://discord.com.evil.example{PATH}", f"https://evil.example/discord.com{PATH}",
            f"https://discord.com\\@evil.example{PATH}", f"https://dіscord.com{PATH}",
            f"https://xn--dscord-4ve.com{PATH}", f"https://2130706433{PATH}", f"https://0x7f.1{PATH}",
            f"https://[::ffff:127.0.0.1]{PATH}", f"https://[64:ff9b::7f00:1]{PATH}",
            f"https://discord.com{PATH}/../../users", f"https://discord.com{PATH}?wait=true",
            f"https://discord.com{PATH}#a", f"https://discord.com/api/webhooks/12345678/{KEY}\x00",
            f"https://discord.com/api/webhooks/１２３４５６７８/{KEY}", f"https://discord.com/api/webhooks//{KEY}",
            f"https://discord.com{PATH}\r\nHost: evil.example", f"//discord.com{PATH}",
        ]  # fmt: skip

        assert [address for address in wrong if path_of(address) is not None] == []


class TestShown:
    def test_nothing_of_the_key_is_seen(self) -> None:
        assert shown(PATH) == "discord.com/api/webhooks/…5678/…"


class TestMessage:
    def test_nobody_is_mentioned_and_no_letter_is_a_mark(self) -> None:
        body = message("*Watch*", ["@everyone <@1> left."])

        assert body["allowed_mentions"] == {"parse": []}
        assert body["content"] == "**\\*Watch\\***\n\\@everyone \\<\\@1\\> left."

    def test_what_has_no_room_is_counted(self) -> None:
        content = message("A", ["b" * 300] * 20)["content"]

        assert (len(content) <= MOST_LETTERS, content.endswith("and 14 more")) == (True, True)
