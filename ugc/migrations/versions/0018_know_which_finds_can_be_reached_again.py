"""Know which finds can be reached again."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column: sa.Column[bool] = sa.Column("reachable", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("find", column)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
