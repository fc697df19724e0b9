"""Commands for operators: guilds, characters, cards, histories, syncs, tokens, backups, and a doctor."""

from flask import Flask

from webapp.cli.backup import backup, restore
from webapp.cli.cards import cards
from webapp.cli.character import character
from webapp.cli.doctor import doctor
from webapp.cli.guild import guild
from webapp.cli.history import history
from webapp.cli.legacy import export_files, import_files
from webapp.cli.operator import operator
from webapp.cli.sync import sync
from webapp.cli.token import token


def init_app(app: Flask) -> None:
    """Add the commands to ``flask``."""
    character.add_command(import_files)
    character.add_command(export_files)
    for command in (guild, character, cards, history, sync, token, operator, backup, restore, doctor):
        app.cli.add_command(command)
