"""Find what customers post."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("campaign_id", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.String(length=16), nullable=False),
        sa.Column("cursors", sa.JSON(), nullable=False),
        sa.Column("heard_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_search_brand_id_brand")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_search_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_search_channel_id_channel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
        sa.UniqueConstraint("campaign_id", "channel_id", name=op.f("uq_search_campaign_id_channel_id")),
    )
    with op.batch_alter_table("search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_channel_id"), ["channel_id"], unique=False)
        batch_op.create_index("ix_search_work", ["state", "due_at"], unique=False)

    op.create_table(
        "find",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("campaign_id", sa.String(length=16), nullable=False),
        sa.Column("channel_id", sa.String(length=16), nullable=False),
        sa.Column("network", sa.String(length=16), nullable=False),
        sa.Column("uri", sa.String(length=500), nullable=False),
        sa.Column("remote_id", sa.String(length=200), nullable=False),
        sa.Column("permalink", sa.String(length=500), nullable=False),
        sa.Column("author_id", sa.String(length=500), nullable=False),
        sa.Column("author_handle", sa.String(length=200), nullable=False),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        sa.Column("posted_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("edited_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("looked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("lease_until", UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_find_brand_id_brand")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_find_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_find_channel_id_channel")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_find_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_find_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_find")),
        sa.UniqueConstraint("brand_id", "network", "uri", name=op.f("uq_find_brand_id_network_uri")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_find_submission_id")),
    )
    with op.batch_alter_table("find", schema=None) as batch_op:
        batch_op.create_index("ix_find_author", ["brand_id", "network", "author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_find_channel_id"), ["channel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_find_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("ix_find_desk", ["brand_id", "state", "posted_at", "id"], unique=False)
        batch_op.create_index("ix_find_work", ["state", "due_at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
