"""Decide about several at once."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("decision", sa.Column("batch", sa.String(length=16), nullable=True))
    op.create_index(op.f("ix_decision_batch"), "decision", ["batch"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
