"""What officers read of deliveries."""

from datetime import timedelta

from tests.notifications.delivering.channels import NOTIFICATIONS, connect, tell
from tests.rights.cast import Cast
from tests.support.scripted_server import ScriptedServer, reply
from webapp.lib import clock
from webapp.notifications.delivering.actions import deliver_due


def test_a_failure_says_why_and_when_it_is_tried_again(cast: Cast, chat: ScriptedServer) -> None:
    connect(cast)
    tell(cast)
    chat.script = lambda connection, _asked: connection.sendall(reply(503))
    with cast.app.app_context():
        deliver_due(clock.now() + timedelta(seconds=1))

    page = " ".join(cast.browser("Jaina").get(NOTIFICATIONS).text.split())

    assert (
        "<strong>waiting</strong> · Discord · <bdi>Anduin was promoted from rank 4 to rank 2.</bdi>" in page
    )
    assert "due" in page
    assert "Discord answered 503." in page
