"""Officers set up a webhook, see how deliveries went, and never see the address again."""

from sqlalchemy import update

from tests.notifications.delivering.channels import ADDRESS, NOTIFICATIONS, channel, connect, deliveries, tell
from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.models import NotificationChannel
from webapp.notices.actions import IS_OFF, STILL_WAITS
from webapp.notices.forms import NO_KIND
from webapp.notifications.jobs import deliver_notices
from webapp.notifications.webhook import WRONG


def page(cast: Cast) -> str:
    return cast.browser("Jaina").get(NOTIFICATIONS).text


class TestSaveDiscord:
    def test_the_address_is_shown_masked_and_stands_nowhere(self, cast_on: Cast) -> None:
        connect(cast_on)

        assert "discord.com/api/webhooks/…5678/…" in page(cast_on)
        (entry,) = cast_on.entries()
        kept = [page(cast_on), channel(cast_on).sealed, str(entry.before), str(entry.after)]
        assert not any("secret-" in one for one in kept)
        assert "Where notices are sent: saved" in cast_on.get("Thrall", "audit").text

    def test_kinds_change_without_typing_the_address_again(self, cast: Cast) -> None:
        connect(cast)
        before = channel(cast).sealed

        answer = cast.browser("Jaina").post(NOTIFICATIONS + "discord", data={"kind": ["left"]})

        assert (answer.status_code, channel(cast).kinds, channel(cast).sealed) == (303, ["left"], before)

    def test_what_is_wrong_is_said_beside_its_field(self, cast: Cast) -> None:
        answer = cast.browser("Jaina").post(
            NOTIFICATIONS + "discord", data={"address": ADDRESS.replace("discord.com", "evil.example")}
        )

        assert (answer.status_code, WRONG in answer.text, NO_KIND in answer.text) == (422, True, True)
        assert "evil.example" not in answer.text

    def test_the_address_of_a_refused_form_leads_back_to_it(self, cast: Cast) -> None:
        jaina = cast.browser("Jaina")

        answers = [jaina.get(f"{NOTIFICATIONS}{medium}") for medium in ("discord", "email")]

        assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, NOTIFICATIONS)}

    def test_members_are_refused(self, cast: Cast) -> None:
        assert cast.browser("Anduin").post(NOTIFICATIONS + "discord/test").status_code == 403


class TestTestDiscord:
    def test_a_test_is_sent_once_and_listed(self, cast: Cast) -> None:
        connect(cast)
        jaina = cast.browser("Jaina")

        assert jaina.post(NOTIFICATIONS + "discord/test").status_code == 303
        assert STILL_WAITS in jaina.post(NOTIFICATIONS + "discord/test").text
        with cast.app.app_context():
            deliver_notices()
        assert deliveries(cast) == ["sent"]
        assert "<strong>sent</strong> · Discord · <bdi>This is a test" in page(cast)

    def test_one_that_is_off_is_not_tried(self, cast: Cast) -> None:
        connect(cast)
        with cast.app.app_context(), transaction() as session:
            session.execute(update(NotificationChannel).values(is_on=False))

        assert IS_OFF in cast.browser("Jaina").post(NOTIFICATIONS + "discord/test").text


class TestRemoveDiscord:
    def test_it_goes_with_its_deliveries(self, cast: Cast) -> None:
        connect(cast)
        tell(cast)

        assert cast.browser("Jaina").post(NOTIFICATIONS + "discord/remove").status_code == 303
        assert (deliveries(cast), "No webhook yet" in page(cast)) == ([], True)


class TestEmail:
    def test_it_is_set_up_with_quiet_hours_and_shown_masked(self, cast: Cast) -> None:
        form = {"address": "a@muster.example, b@muster.example", "kind": "left", "rhythm": "daily"}
        hours = {"quiet_from": "22:00", "quiet_until": "08:00", "timezone": "Europe/Berlin"}

        answer = cast.browser("Jaina").post(NOTIFICATIONS + "email", data=form | hours)

        kept = channel(cast)
        assert (answer.status_code, kept.shown) == (303, "a…@muster.example and 1 more")
        assert (kept.rhythm, kept.quiet_from, kept.quiet_until) == ("daily", 1320, 480)
        assert 'value="Europe/Berlin"' in page(cast)
