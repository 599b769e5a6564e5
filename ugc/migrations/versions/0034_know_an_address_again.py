"""Know an address again that was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    mark: sa.Column[str] = sa.Column("mark", sa.String(length=4), server_default="", nullable=False)
    op.add_column("consent", mark)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
