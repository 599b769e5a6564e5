"""Sign in with a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("totp", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("recovery", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("brand", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("second_factor", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complete", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("address", sa.String(length=45), server_default="", nullable=False))
        batch_op.add_column(sa.Column("agent", sa.String(length=200), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
