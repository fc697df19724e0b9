"""The process's one way to Battle.net, built from the settings when it is first needed: after any fork."""

import base64
import hashlib
import os

from cryptography.fernet import Fernet
from flask import current_app

from webapp.clients.battlenet import BattleNet, CallRecord, battlenet_from
from webapp.clients.battlenet.build import BattleNetAccess
from webapp.config import Settings, current_settings
from webapp.jobs.queues import app_redis
from webapp.lib import metrics
from webapp.lib.governor import Limits
from webapp.sync.seen import BATTLENET
from webapp.sync.sightings import CALLS

_KEY = "muster_battlenet"


def battlenet(*, interactive: bool = False) -> BattleNet:
    """Return this process's client; ``interactive`` goes ahead of background work."""
    clients: dict[tuple[int, bool], BattleNet] = current_app.extensions.setdefault(_KEY, {})
    key = (os.getpid(), interactive)
    if key not in clients:
        clients[key] = _build(current_settings(), interactive=interactive)
    return clients[key]


def limits_of(settings: Settings) -> Limits:
    """Return what the settings allow all processes together."""
    return Limits(
        per_second=settings.battlenet_per_second,
        per_hour=settings.battlenet_per_hour,
        processes=settings.worker_count,
    )


def access_of(settings: Settings) -> BattleNetAccess:
    """Return who asks Battle.net, and where."""
    return BattleNetAccess(
        client_id=settings.battlenet_client_id,
        client_secret=settings.battlenet_client_secret,
        api_base=settings.battlenet_api_base,
        oauth_base=settings.battlenet_oauth_base,
    )


def _build(settings: Settings, *, interactive: bool) -> BattleNet:
    return battlenet_from(
        access_of(settings),
        redis=app_redis(),
        cipher=cipher_of(settings.secret_key),
        interactive=interactive,
        limits=limits_of(settings),
        on_call=measure,
    )


def cipher_of(secret: str) -> Fernet:
    """Derive the key that hides the access token in Redis from the app's own secret."""
    digest = hashlib.blake2b(secret.encode(), digest_size=32, person=b"bnet-token").digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def measure(call: CallRecord) -> None:
    """Count an attempt at Battle.net and how long it took."""
    status = "none" if call.status is None else str(call.status)
    metrics.CALLS.labels(call.endpoint, status).observe(call.seconds)
    CALLS.note(BATTLENET, call.word, is_unreached=call.is_unreached)
    if call.word is not None and call.word == "schema":
        metrics.SCHEMA_DRIFT.labels(call.endpoint).inc()
