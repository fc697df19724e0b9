"""What somebody may start who adds a character: a preview, and a look that stays."""

from datetime import datetime

from webapp.characters import actions
from webapp.characters.adding.page import AddingPage
from webapp.database import transaction
from webapp.sync.added import keep_typed, say_class
from webapp.sync.gamedata import want_game_data
from webapp.sync.jobs import ring_due, ring_previews


def ask_for_preview(page: AddingPage, user_id: int, *, now: datetime) -> None:
    """Let a worker ask Battle.net about the name, then ring; without Redis the clock rings later."""
    with transaction() as session:
        keep_typed(session, user_id, (page.region, page.realm, page.name), is_saved=False, now=now)
    ring_previews()


def ask_for_realms(region: str, *, now: datetime) -> None:
    """Let a worker read the realms of a region, then ring; without Redis the clock rings later."""
    with transaction() as session:
        want_game_data(session, region, now)
    ring_due(1)


def save(page: AddingPage, user_id: int, *, now: datetime) -> str:
    """Keep the character and ask for a look; return its page. Raises BadAddress and TooManyWaiting.

    Whoever typed the name finds it from then on, whether or not it may be looked up, so that nothing tells.
    """
    path = actions.look_up(page.region, page.realm, page.name, now=now)
    with transaction() as session:
        keep_typed(session, user_id, (page.region, page.realm, page.name), is_saved=True, now=now)
        if page.said_class is not None and page.asks_class:
            say_class(session, user_id, (page.region, page.realm, page.name), page.said_class)
    return path
