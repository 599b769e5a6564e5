"""Find a brand's reshares by their day."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reshare", schema=None) as batch_op:
        batch_op.create_index("ix_reshare_board", ["brand_id", "due_at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
