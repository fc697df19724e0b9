"""The smallest product that ./dev up can run: a page, a migration and a guild to add."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

DATABASE = Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///"))
REVISION = (Path(__file__).parents[1] / "migrations" / "HEAD").read_text().strip()
database = AppGroup("db")
guild = AppGroup("guild")


def create_app() -> Flask:
    """Build the app."""
    app = Flask(__name__)
    app.add_url_rule("/readyz", view_func=lambda: "ready")
    app.cli.add_command(database)
    app.cli.add_command(guild)
    return app


@database.command("upgrade")
def upgrade() -> None:
    """Write the revision."""
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute(
            "CREATE TABLE guilds (region TEXT, realm TEXT, name_key TEXT, last_synced_at TEXT)"
        )
        connection.execute("INSERT INTO alembic_version VALUES (?)", (REVISION,))


@guild.command("add")
@click.argument("place")
@click.option("--follow", is_flag=True)
def add(place: str, *, follow: bool) -> None:
    """Write a guild that was synced, as soon as the file GATE is there where a test names one."""
    click.echo(f"first look at {place}")
    while not Path(os.environ.get("GATE", "/")).exists():
        time.sleep(0.02)
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("INSERT INTO guilds VALUES (?, ?, ?, 'now')", place.split("/"))
    click.echo(
        f"progress of {place} {follow} {os.environ['REDIS_URL'][:17]} {os.environ['BATTLENET_API_BASE']}"
    )
