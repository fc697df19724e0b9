"""Read a person's own characters while they sign in; whatever goes wrong, they are signed in all the same."""

from dataclasses import dataclass

import structlog

from webapp.accounts.listing_notes import Note
from webapp.clients.battlenet import (
    AccountReader,
    BattleNetError,
    Forbidden,
    NotFound,
    Person,
    Region,
)
from webapp.clients.battlenet.payloads.account import Account

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Listing:
    """The list, or why there is none; only a list that was read changes whose characters are whose."""

    account: Account | None
    note: Note | None = None


def read_listing(reader: AccountReader, person: Person, region: str) -> Listing:
    """Ask for the characters that a person shares."""
    if not person.shares_characters:
        return Listing(None, Note.NOT_SHARED)
    try:
        account = reader.account(Region(region), person.token)
    except NotFound:  # nobody ever played there, or the service says so by mistake: nobody is let go
        return Listing(None, Note.NONE_HERE)
    except Forbidden:
        return Listing(None, Note.NOT_SHARED)
    except BattleNetError as error:
        log.warning("own_characters_not_read", word=error.word.value, status=error.status)
        return Listing(None, Note.NOT_READ)
    return Listing(account, None if account.characters or account.unread else Note.NONE_HERE)
