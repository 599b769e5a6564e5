"""Know a story's copies, and find hints by kind."""

import sqlalchemy as sa
from alembic import op

from ugc.models.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("submission_id", sa.String(length=16), nullable=False),
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("brand_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_wording_brand_id_brand")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_wording_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_wording_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.create_index("ix_wording_band", ["band", "brand_id", "submission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wording_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wording_submission_id"), ["submission_id"], unique=False)

    with op.batch_alter_table("hint", schema=None) as batch_op:
        batch_op.create_index(
            "ix_hint_finding", ["brand_id", "finding", "kind", "submission_id"], unique=False
        )


def downgrade() -> None:
    raise NotImplementedError("restore the backup made before the upgrade")
