"""Room for the states of seasons, specializations and logs."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

OLD = ("summary", "equipment", "mythic", "raids", "professions", "media", "status")
NEW = (*OLD, "mythic_season", "specializations", "logs")


def upgrade() -> None:
    _allow(NEW)


def downgrade() -> None:
    table = sa.table("section_states", sa.column("section"))
    op.execute(table.delete().where(table.c.section.not_in(OLD)))
    _allow(OLD)


def _allow(words: tuple[str, ...]) -> None:
    with op.batch_alter_table("section_states") as batch:
        batch.drop_constraint(op.f("ck_section_states_section"), type_="check")
        batch.create_check_constraint(op.f("ck_section_states_section"), f"section IN {words}")
