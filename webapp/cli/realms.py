"""Have realms that files name known before anybody is looked for on them."""

from collections.abc import Iterable

import click

from webapp.clients.battlenet import BattleNetError
from webapp.config import current_settings
from webapp.legacyimport.storing import Read
from webapp.lib import clock
from webapp.sync.outside import battlenet
from webapp.sync.realm_reading import are_realms_known, read_realms
from webapp.sync.tracking import SLUG


def know_realms(files: Iterable[Read], tried: set[str]) -> None:
    """Read the realm index of regions that are not known yet and of which a realm is called by its name.

    ``tried`` are regions that were seen to before; a region that cannot be read is told of once.
    """
    named = {
        one.facts.region
        for one in files
        if one.facts.region and one.facts.realm and not SLUG.fullmatch(one.facts.realm.lower())
    }
    for region in sorted(named - tried):
        tried.add(region)
        if not are_realms_known(region):
            _read(region)


def _read(region: str) -> None:
    why = "BATTLENET_CLIENT_ID and BATTLENET_CLIENT_SECRET are not set."
    if current_settings().has_battlenet_credentials:
        try:
            read_realms(region, battlenet(interactive=True), now=clock.now())
        except BattleNetError as error:
            why = error.sentence
        else:
            return
    hint = "Files that name one are refused; import them again once Battle.net can be asked."
    click.echo(f"The realms of {region} cannot be read from Battle.net: {why} {hint}", err=True)
