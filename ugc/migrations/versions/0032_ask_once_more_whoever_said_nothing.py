"""Ask once more whoever said nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number: sa.Column[int] = sa.Column("link_number", sa.Integer(), server_default="0", nullable=False)
    op.add_column("consent", number)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
