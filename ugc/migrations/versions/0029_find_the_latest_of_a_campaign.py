"""Find the latest of a campaign."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submission_latest", ["brand_id", "campaign_id", "created_at", "state"], unique=False
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
