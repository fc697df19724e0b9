"""Read a region's realm index ahead of its turn, where nothing of it is kept yet."""

from datetime import datetime

from sqlalchemy import select

from webapp.clients.battlenet import BattleNet
from webapp.clients.battlenet.regions import Region
from webapp.database import transaction
from webapp.models import Realm
from webapp.sync.realms import store_realms


def are_realms_known(region: str) -> bool:
    """Say whether anything of a region's realm index is kept."""
    with transaction() as session:
        return session.scalar(select(Realm.id).where(Realm.region == region).limit(1)) is not None


def read_realms(region: str, client: BattleNet, *, now: datetime) -> None:
    """Read and keep a region's realms, with one call. Raises BattleNetError."""
    index = client.realm_index(Region(region)).value
    if index is not None:
        with transaction() as session:
            store_realms(session, region, index.realms, now=now)
