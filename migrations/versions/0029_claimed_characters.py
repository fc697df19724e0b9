"""When an owner proved a character, and who chose a main."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

TABLE = "characters"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("main_set_by", sa.String(32), nullable=True))
        table.create_check_constraint(
            op.f("ck_characters_main_set_by"), "main_set_by IN ('player', 'officer')"
        )


def downgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("ck_characters_main_set_by"), type_="check")
        table.drop_column("main_set_by")
        table.drop_column("claimed_at")
