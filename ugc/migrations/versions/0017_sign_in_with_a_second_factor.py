"""Sign in with a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: with a default that is an expression, a batch would drop the table its children point to.
    op.add_column("account", sa.Column("totp", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False))
    op.add_column("account", sa.Column("recovery", sa.JSON(), server_default="[]", nullable=False))
    op.add_column(
        "brand", sa.Column("second_factor", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("sign_in", sa.Column("complete", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("sign_in", sa.Column("address", sa.String(length=45), server_default="", nullable=False))
    op.add_column("sign_in", sa.Column("agent", sa.String(length=200), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
