"""Find what waits by kind and language."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submission_kind", ["brand_id", "state", "kind", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_submission_language", ["brand_id", "state", "language", "created_at", "id"], unique=False
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
