"""Find the newest decisions."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_decision_made", "decision", ["brand_id", "created_at"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
