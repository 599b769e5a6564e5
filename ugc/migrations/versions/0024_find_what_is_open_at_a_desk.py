"""Find what is open at a desk."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_submission_reserved", "submission", ["brand_id", "reserved_until"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
