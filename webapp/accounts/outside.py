"""The process's ways to Battle.net while somebody signs in, built from the settings when first needed."""

import os
from dataclasses import dataclass

from flask import current_app

from webapp.clients.battlenet import AccountReader, SignIn, account_reader_from, sign_in_from
from webapp.clients.battlenet.build import BattleNetAccess
from webapp.config import Settings, current_settings
from webapp.jobs.queues import app_redis
from webapp.sync.outside import access_of, limits_of, measure

_KEY = "muster_sign_in"


@dataclass(frozen=True, slots=True)
class Outside:
    """What signs people in, and what reads their own characters."""

    door: SignIn
    reader: AccountReader


def outside() -> Outside:
    """Return this process's ways: after a fork they are made anew."""
    made: dict[int, Outside] = current_app.extensions.setdefault(_KEY, {})
    if os.getpid() not in made:
        made[os.getpid()] = _build(current_settings(), access_of(current_settings()))
    return made[os.getpid()]


def _build(settings: Settings, access: BattleNetAccess) -> Outside:
    reader = account_reader_from(access, redis=app_redis(), limits=limits_of(settings), on_call=measure)
    return Outside(sign_in_from(access), reader)
