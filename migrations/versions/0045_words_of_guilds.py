"""What officers say about roles and mains belongs to the guild that said it, no longer to the character."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

TABLE = "guild_members"
MEMBERS = sa.table(
    TABLE,
    *map(sa.column, ("id", "guild_id", "character_id", "left_at", "role_override", "main_id")),
)
CHARACTERS = sa.table(
    "characters", *map(sa.column, ("id", "guild_id", "role_override", "main_id", "main_set_by"))
)
LOG = sa.table("audit_log", *map(sa.column, ("id", "guild_id", "character_id", "action")))


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("role_override", sa.String(32), nullable=True))
        table.add_column(sa.Column("main_id", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_guild_members_role_override"),
            "role_override IN ('tank', 'healer', 'melee', 'ranged')",
        )
        table.create_foreign_key(
            op.f("fk_guild_members_main_id_characters"),
            "characters",
            ["main_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_guild_members_main_id"), TABLE, ["main_id"])
    by_officers = CHARACTERS.c.main_set_by == "officer"
    _give("role", "role_override")
    _give("main", "main_id", by_officers)
    op.execute(CHARACTERS.update().values(role_override=None).where(CHARACTERS.c.role_override.is_not(None)))
    op.execute(CHARACTERS.update().values(main_id=None, main_set_by=None).where(by_officers))


def _give(action: str, column: str, *where: sa.ColumnElement[bool]) -> None:
    """Copy a word to the guild whose officers said it last, as the log has it."""
    later, entry = LOG.alias("later"), LOG.alias("entry")
    newest = (
        sa.select(sa.func.max(later.c.id))
        .where(later.c.character_id == MEMBERS.c.character_id, later.c.action == action)
        .scalar_subquery()
    )
    said_here = sa.exists().where(entry.c.id == newest, entry.c.guild_id == MEMBERS.c.guild_id)
    word = sa.select(CHARACTERS.c[column]).where(CHARACTERS.c.id == MEMBERS.c.character_id, *where)
    op.execute(MEMBERS.update().values({column: word.scalar_subquery()}).where(said_here))


def downgrade() -> None:
    _take_back("role_override")
    mains = _word("main_id")
    has_main = (mains.is_not(None), CHARACTERS.c.main_set_by.is_(None))
    op.execute(CHARACTERS.update().values(main_id=mains, main_set_by="officer").where(*has_main))
    op.drop_index(op.f("ix_guild_members_main_id"), table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("fk_guild_members_main_id_characters"), type_="foreignkey")
        table.drop_constraint(op.f("ck_guild_members_role_override"), type_="check")
        table.drop_column("main_id")
        table.drop_column("role_override")


def _take_back(column: str) -> None:
    op.execute(CHARACTERS.update().values({column: _word(column)}).where(_word(column).is_not(None)))


def _word(column: str) -> sa.ScalarSelect[object]:
    """Return what the character's present guild says."""
    here = (
        MEMBERS.c.character_id == CHARACTERS.c.id,
        MEMBERS.c.guild_id == CHARACTERS.c.guild_id,
        MEMBERS.c.left_at.is_(None),
    )
    return sa.select(MEMBERS.c[column]).where(*here).scalar_subquery()
