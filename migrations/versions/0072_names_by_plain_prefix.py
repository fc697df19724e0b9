"""An index that finds characters by the beginning of their name, whatever accents it has."""

from alembic import op

revision = "0072"
down_revision = "0071"

TABLE = "characters"
COLUMNS = ("name_plain", "region", "realm")


def upgrade() -> None:
    op.create_index(op.f(f"ix_{TABLE}_{'_'.join(COLUMNS)}"), TABLE, list(COLUMNS))


def downgrade() -> None:
    op.drop_index(op.f(f"ix_{TABLE}_{'_'.join(COLUMNS)}"), TABLE)
