"""Let withdrawals wait for a store that is down."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "marker",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_marker_brand_id_brand")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_marker_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_marker_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker")),
    )
    op.create_index(op.f("ix_marker_customer_id"), "marker", ["customer_id"])
    op.create_index(op.f("ix_marker_submission_id"), "marker", ["submission_id"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
