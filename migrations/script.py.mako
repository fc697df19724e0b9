"""${message.rstrip(".")}."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Text  # what a JSONB variant renders on SQLite; remove when unused
${imports if imports else ""}

revision = "${up_revision}"
down_revision = ${('"%s"' % down_revision) if down_revision else None}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
