"""Write what characters did: runs and kills, each once, however often it is told."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.history.facts import Deeds
from webapp.models import BossKill, MythicRun
from webapp.models.upsert import upsert


def write_deeds(session: Session, deeds: Mapping[int, Deeds], now: datetime) -> None:
    """Add what these characters did; a run that was told before may have got its rating since."""
    runs = [{"character_id": one, **asdict(run)} for one, told in deeds.items() for run in told.runs]
    kills = [{"character_id": one, **asdict(kill)} for one, told in deeds.items() for kill in told.kills]
    run_key, kill_key = ("character_id", "completed_at", "dungeon_id"), ("character_id", "killed_at")
    if runs:
        keep = ("duration_ms", "rating")
        upsert(session, MythicRun, runs, keys=run_key, columns=("is_timed",), keep=keep, now=now)
    if kills:
        keys = (*kill_key, "boss_id", "difficulty")
        upsert(session, BossKill, kills, keys=keys, columns=("kills",), now=now)
