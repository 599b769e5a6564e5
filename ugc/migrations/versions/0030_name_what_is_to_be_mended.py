"""Name what is to be mended."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asks: sa.Column[dict[str, object]] = sa.Column("asks", sa.JSON(), server_default="{}", nullable=False)
    op.add_column("decision", asks)
    mended: sa.Column[dict[str, object]] = sa.Column("mended", sa.JSON(), nullable=True)
    op.add_column("decision", mended)
    with op.batch_alter_table("retouch", schema=None) as batch_op:
        batch_op.alter_column("account_id", existing_type=sa.String(length=16), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
