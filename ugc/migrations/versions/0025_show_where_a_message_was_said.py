"""Show where a message was said."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("via", sa.String(16), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
