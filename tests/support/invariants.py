"""What must hold after every fault, compared with the simulator's truth and with raw SQL."""

from datetime import datetime

from flask import Flask
from sqlalchemy import func, select, text

from simulator import Simulator
from webapp.extensions import db
from webapp.lib.names import guild_slug
from webapp.models import Character, Guild, GuildMember, SyncRun, SyncTarget
from webapp.sync import runs
from webapp.words import RunKind, TargetKind


def check_invariants(app: Flask, simulator: Simulator, *, now: datetime, is_settled: bool = True) -> None:
    """Fail with the first thing that is not as it must be.

    ``is_settled``: the last roster came through, so that the members are the world's.
    """
    with app.app_context():
        try:
            _no_character_twice()
            _no_orphans()
            _membership_agrees()
            _runs_end_or_are_leased(now)
            _claims_have_leases()
            _counts_agree()
            for guild in db.session.scalars(select(Guild)).all() if is_settled else ():
                _members_are_the_worlds(guild, simulator)
        finally:
            db.session.rollback()


def _no_character_twice() -> None:
    twice = db.session.execute(
        text(
            "SELECT region, bnet_character_id FROM characters WHERE bnet_character_id IS NOT NULL"
            " GROUP BY region, bnet_character_id HAVING count(*) > 1"
        )
    ).all()
    assert twice == []


def _no_orphans() -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
    for child, column, parent in (
        ("guild_members", "character_id", "characters"),
        ("guild_members", "guild_id", "guilds"),
        ("section_states", "character_id", "characters"),
        ("sync_targets", "character_id", "characters"),
        ("sync_targets", "guild_id", "guilds"),
        ("former_names", "character_id", "characters"),
    ):
        orphans = (
            f"SELECT count(*) FROM {child} c LEFT JOIN {parent} p ON p.id = c.{column}"  # noqa: S608
            f" WHERE c.{column} IS NOT NULL AND p.id IS NULL"
        )
        assert db.session.scalar(text(orphans)) == 0, f"{child}.{column}"


def _membership_agrees() -> None:
    """Compare the truth (guild_members) with its copy, and see that every member is kept fresh."""
    member = (GuildMember.guild_id == Character.guild_id) & (GuildMember.left_at.is_(None))
    copied = select(Character.id).where(
        Character.guild_id.is_not(None),
        ~select(GuildMember.id).where(GuildMember.character_id == Character.id, member).exists(),
    )
    assert db.session.scalars(copied).all() == []
    target = select(SyncTarget.id).where(
        SyncTarget.character_id == GuildMember.character_id, SyncTarget.kind == TargetKind.CHARACTER
    )
    lost = (
        select(GuildMember.character_id)
        .join(Guild, Guild.id == GuildMember.guild_id)
        .where(GuildMember.left_at.is_(None), Guild.archived_at.is_(None), ~target.exists())
    )
    assert db.session.scalars(lost).all() == []


def _runs_end_or_are_leased(now: datetime) -> None:
    for run in db.session.scalars(select(SyncRun).where(SyncRun.finished_at.is_(None))):
        has_work = False
        if run.kind is RunKind.CHARACTERS:
            guild_id = runs.guild_of(run.scope)
            has_work = runs.remaining(db.session(), guild_id, datetime.max.replace(tzinfo=now.tzinfo)) > 0
        assert run.lease_until >= now or has_work, f"run {run.id} is nobody's"


def _claims_have_leases() -> None:
    loose = select(SyncTarget.id).where(
        SyncTarget.claimed_by.is_not(None), SyncTarget.claimed_until.is_(None)
    )
    assert db.session.scalars(loose).all() == []


def _counts_agree() -> None:
    for model in (Character, GuildMember, SyncTarget, SyncRun):
        counted = db.session.scalar(select(func.count()).select_from(model))
        raw = db.session.scalar(text(f"SELECT count(*) FROM {model.__tablename__}"))  # noqa: S608
        assert counted == raw


def _members_are_the_worlds(guild: Guild, simulator: Simulator) -> None:
    truth = simulator.control.truth(guild.region, guild.realm, guild_slug(guild.name))["members"]
    rows = db.session.execute(
        select(Character.bnet_character_id, Character.realm, Character.name, GuildMember.rank)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.guild_id == guild.id, GuildMember.left_at.is_(None))
    )
    stored = {tuple(row) for row in rows}
    assert stored == {(one["id"], one["realm"], one["name"], one["rank"]) for one in truth}
