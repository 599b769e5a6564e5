"""Find the newest reviews."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_made", ["brand_id", "created_at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
