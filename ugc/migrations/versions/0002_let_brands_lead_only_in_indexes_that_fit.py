"""Let brands lead only in indexes that fit."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BRANDED = (
    "campaign channel consent customer decision event mail member message photo rendition reshare revision "
    "submission terms thread upload"
)
CAMPAIGN_QUEUE = ["brand_id", "campaign_id", "state", "created_at", "id"]


def upgrade() -> None:
    for table in BRANDED.split():
        op.drop_index(f"ix_{table}_brand_id", table)
    op.create_index("ix_submission_campaign_queue", "submission", CAMPAIGN_QUEUE)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
